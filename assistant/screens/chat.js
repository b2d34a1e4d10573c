// Runs once for each of the two parts of the page that hold links to sources: the answers and the panel.
// `element`, `trigger` and `watch` are given by gr.HTML.
const narrow = () => window.matchMedia('(max-width: 900px)').matches;
const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const show = (target, block) => target.scrollIntoView({ block, behavior: still() ? 'auto' : 'smooth' });

element.addEventListener('click', (event) => {
  const link = event.target.closest('a.cite, a.back');
  if (!link) return;
  event.preventDefault();
  const place = link.getAttribute('href').slice(1);
  if (link.classList.contains('cite')) {
    window.askkloeOpening = place;
    trigger('click', { place });
    return;
  }
  const quote = document.getElementById(place) || document.getElementById(place.split('-')[0]);
  if (!quote) return;
  for (let fold = quote.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  show(quote, 'center');
  quote.querySelector('a.cite')?.focus({ preventScroll: true });
});

let turns = 0;
watch('value', () => {
  // The answers: bring a new question to the top of the window.
  const asked = element.querySelectorAll('.turn');
  if (asked.length > turns) {
    const latest = asked[asked.length - 1];
    const heading = latest.querySelector('h2');
    const focused = document.activeElement;
    if (!focused || focused === document.body || !focused.checkVisibility()) heading.focus({ preventScroll: true });
    setTimeout(() => show(latest, 'start'), 50);
  }
  turns = asked.length;

  // The panel: bring the quoted words into view.
  const opened = element.querySelector('.panel');
  if (!opened || !window.askkloeOpening) return;
  window.askkloeOpening = null;
  const heading = opened.querySelector('h2');
  const passage = opened.querySelector('.passage');
  const mark = opened.querySelector('mark');
  document.querySelectorAll('a.cite[aria-current]').forEach((link) => link.removeAttribute('aria-current'));
  if (passage && mark) {
    const place = opened.querySelector('.source').id;
    document.querySelectorAll(`a.cite[href="#${place}"]`).forEach((link) => link.setAttribute('aria-current', 'true'));
    const before = mark.closest('p').previousElementSibling;
    const short = before && mark.offsetTop - before.offsetTop < passage.clientHeight / 2;
    passage.scrollTop = short ? before.offsetTop - 12 : mark.offsetTop - passage.clientHeight / 4;
  }
  if (narrow()) show(opened, 'start');
  else element.closest('#side')?.scrollTo({ top: 0 });
  heading.focus({ preventScroll: true });
});
