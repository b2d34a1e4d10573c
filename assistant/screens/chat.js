// Runs once for each part of the page that people act on: the answers, the panel of sources, lists, settings, and
// the errands that the server sends. `element`, `trigger` and `watch` are given by gr.HTML.
const { say, focusOn } = window.askkloe;
document.querySelector('main').id = 'main'; // where the first link of the page leads
const small = window.matchMedia('(max-width: 900px)');
const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const show = (target, block) => target.scrollIntoView({ block, behavior: still() ? 'auto' : 'smooth' });
const turnOf = (target) => target.closest('.turn');

// -- acting ------------------------------------------------------------------------------------
const told = (turn, text) => {
  const lines = turn ? `.turn[data-turn="${turn}"] .said` : '#tools .said, #kept .said, #settings .said, #good .said, #report .said, #plan .said, #workshop .said';
  document.querySelectorAll(lines).forEach((line) => {
    line.textContent = text;
    if (line.checkVisibility()) line.scrollIntoView({ block: 'nearest' });
  });
  say(text);
};
const copy = async (turn) => {
  const text = turn.querySelector('.as-text').content.textContent;
  const html = turn.querySelector('.as-html').innerHTML;
  const piece = (kind, words) => new Blob([words], { type: kind });
  try {
    await navigator.clipboard.write([
      new ClipboardItem({ 'text/plain': piece('text/plain', text), 'text/html': piece('text/html', html) }),
    ]);
    told(turn.dataset.turn, 'Copied with references.');
  } catch {
    told(turn.dataset.turn, 'The browser did not allow copying. Select the text and press Ctrl+C.');
  }
};
const print = (turn) => {
  document.documentElement.classList.add('one-answer');
  turn.classList.add('printed');
  window.print();
};
const judge = (turn, useful, why) => {
  for (const thumb of turn.querySelectorAll('.thumb')) thumb.setAttribute('aria-pressed', thumb.dataset.useful === useful);
  trigger('submit', { do: 'judge', turn: Number(turn.dataset.turn), useful, why });
};
const act = (button) => {
  const turn = turnOf(button);
  switch (button.dataset.do) {
    case 'copy': copy(turn); break;
    case 'print': print(turn); break;
    case 'draft': case 'workshop': trigger('submit', { do: button.dataset.do, turn: Number(turn.dataset.turn) }); break;
    case 'judge': {
      const form = turn.querySelector('form.why');
      form.hidden = false;
      judge(turn, button.dataset.useful, form.querySelector('input').value);
      break;
    }
    case 'ask-first': document.getElementById(button.dataset.dialog).showModal(); break;
    case 'reveal': {
      const form = document.getElementById(button.dataset.form);
      form.hidden = !form.hidden;
      button.setAttribute('aria-expanded', String(!form.hidden));
      if (!form.hidden) {
        const field = form.querySelector('input, textarea');
        field.focus();
        field.setSelectionRange(field.value.length, field.value.length);
      }
      break;
    }
    case 'never-mind': button.closest('dialog').close(); break;
    default:
      button.closest('dialog')?.close();
      element.dataset.acted = button.dataset.do;
      trigger('submit', { ...button.dataset });
  }
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-do], input[data-do]');
  if (button) { act(button); return; }
  const link = event.target.closest('a.cite, a.back');
  if (!link) return;
  event.preventDefault();
  const place = link.getAttribute('href').slice(1);
  if (link.classList.contains('cite')) {
    window.askkloe.opening = place;
    trigger('click', { place });
  } else backTo(place);
});
element.addEventListener('submit', (event) => {
  event.preventDefault();
  if (event.target.dataset.do !== 'judge') {
    element.dataset.acted = event.target.dataset.do;
    trigger('submit', { ...event.target.dataset, ...Object.fromEntries(new FormData(event.target, event.submitter)) });
    return;
  }
  const turn = turnOf(event.target);
  const pressed = turn.querySelector('.thumb[aria-pressed="true"]');
  event.target.hidden = true;
  focusOn(pressed);
  judge(turn, pressed.dataset.useful, event.target.querySelector('input').value);
});

// -- answers: a new one is brought to the top of the window, and read out once --------------------
const newAnswer = () => {
  const turns = element.querySelectorAll('.turns[data-new] .turn');
  if (!turns.length) return;
  const turn = turns[turns.length - 1];
  const focused = document.activeElement;
  if (!focused || focused === document.body || !focused.checkVisibility()) focusOn(turn.querySelector('h2'));
  say(turn.querySelector('.spoken').content.textContent);
  setTimeout(() => show(turn, 'start'), 50);
};

// -- a model that writes is brought into view once, and stopped with Escape ------------------------
let pending = '';
const newWriting = () => {
  const question = element.querySelector('.writing') && element.querySelector('.pending').textContent;
  if (question && question !== pending) show(element, 'start');
  pending = question || '';
};
if (element.closest('#working')) {
  document.addEventListener('keydown', (event) => {
    const here = document.documentElement.dataset.screen === 'chat' && !document.querySelector('dialog[open]');
    if (event.key === 'Escape' && here) element.querySelector('[data-do="stop"]')?.click();
  });
}

// -- sources: beside the chat, or on a small screen folded under their answer ---------------------
const backTo = (place) => {
  const quote = document.getElementById(place) || document.getElementById(place.split('-')[0]);
  if (!quote) return;
  for (let fold = quote.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  show(quote, 'center');
  const link = quote.querySelector('a.cite');
  if (link) link.focus({ preventScroll: true });
};
const panelOf = (turn) => document.querySelector(`.turn[data-turn="${turn}"] .place-for-source`);
const putUnder = (panel) => {
  const under = panelOf(panel.dataset.turn);
  if (!under) return;
  document.querySelectorAll('.place-for-source').forEach((place) => place.replaceChildren());
  under.append(panel);
  under.closest('details').open = true;
};
const newPanel = () => {
  const panel = element.querySelector('.panel');
  if (!panel) return;
  const asked = window.askkloe.opening;
  window.askkloe.opening = null;
  if (small.matches && panel.classList.contains('opened')) putUnder(panel);
  else if (small.matches) panelOf(panel.dataset.turn)?.replaceChildren();
  if (!asked) return;
  const passage = panel.querySelector('.passage');
  const mark = panel.querySelector('mark');
  document.querySelectorAll('a.cite[aria-current]').forEach((link) => link.removeAttribute('aria-current'));
  if (passage && mark) {
    const place = panel.querySelector('.source').id;
    document.querySelectorAll(`a.cite[href="#${place}"]`).forEach((link) => link.setAttribute('aria-current', 'true'));
    const before = mark.closest('p').previousElementSibling;
    const near = before && mark.offsetTop - before.offsetTop < passage.clientHeight / 2;
    passage.scrollTop = near ? before.offsetTop - 12 : mark.offsetTop - passage.clientHeight / 4;
  }
  const list = document.getElementById(`a${panel.dataset.turn}-under`);
  if (small.matches) show(panel.classList.contains('opened') || !list ? panel : list, 'start');
  else element.closest('#side')?.scrollTo({ top: 0 });
  focusOn(panel.checkVisibility() ? panel.querySelector('h2') : list?.querySelector('summary'));
};
if (element.closest('#side')) {
  small.addEventListener('change', () => {
    const under = document.querySelector('.place-for-source .panel');
    const beside = element.querySelector('.panel');
    if (small.matches && beside?.classList.contains('opened')) putUnder(beside);
    else if (!small.matches && under) (element.querySelector('.prose') || element).append(under);
  });
}

// -- errands -----------------------------------------------------------------------------------
const errand = (template) => {
  const what = JSON.parse(template.content.textContent);
  template.remove();
  if (what.do === 'go') { window.location.hash = what.address; return; }
  if (what.do === 'save') {
    const bytes = Uint8Array.from(atob(what.content), (letter) => letter.charCodeAt(0));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes], { type: what.kind }));
    link.download = what.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
  if (what.empties) document.getElementById(what.empties).value = '';
  told(what.turn, what.text);
};

watch('value', () => {
  const template = element.querySelector('template.errand');
  if (template) { errand(template); return; }
  newWriting();
  newAnswer();
  newPanel();
  if (element.dataset.acted && document.activeElement === document.body) {
    focusOn(element.querySelector(`[data-do="${element.dataset.acted}"]`) || element.querySelector('button, h2'));
  }
  delete element.dataset.acted;
});
// -- what another screen may have changed is read again when this one is shown ----------------------
const reread = element.querySelector('.settings') ? 'settings' : element.closest('#tools') && 'chat';
if (reread) {
  window.addEventListener('askkloe:shown', (event) => { if (event.detail === reread) trigger('load', {}); });
}
