// Runs once for each part of the screen on what good looks like: the screen itself, the dialog that shows a place,
// and the line that says where a sheet lives. `element`, `trigger` and `watch` are given by gr.HTML.
const { say, focusOn, openSent, path } = window.askkloe;
const here = () => document.documentElement.dataset.screen === 'good';
const known = (window.askkloe.good ??= { tab: 'levels', level: 'Good', pair: null, moved: false });
const WAIT_MS = 500;
const all = (selector, root = element) => [...root.querySelectorAll(selector)];

// -- the dialog: opened as soon as it is there, and given back the focus it took -------------------
if (element.closest('#good-place')) {
  watch('value', () => openSent(element, () => focusOn(known.opener)));
  return;
}
if (element.closest('#good-state')) {
  watch('value', () => { if (element.textContent.trim()) say(element.textContent.trim()); });
  return;
}

// -- what is shown of what is there ------------------------------------------------------------------
const showTab = (name, focus) => {
  const tabs = all('[role="tab"]');
  if (!tabs.length) return;
  const chosen = tabs.find((tab) => tab.dataset.tab === name) || tabs[0];
  for (const tab of tabs) {
    tab.setAttribute('aria-selected', String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
    element.querySelector(`#${tab.getAttribute('aria-controls')}`).hidden = tab !== chosen;
  }
  if (focus) { chosen.focus(); chosen.scrollIntoView({ block: 'nearest', inline: 'nearest' }); }
  all('textarea').forEach(grow);
};
const press = (button, group) => all(group).forEach((b) => b.setAttribute('aria-pressed', String(b === button)));
const showLevel = (level) => {
  const button = element.querySelector(`[data-do="level"][data-level="${level}"]`);
  if (!button) return;
  press(button, '[data-do="level"]');
  element.querySelector('.levels').dataset.shown = level;
};
const showPair = (name) => {
  const button = all('[data-do="pair"]').find((b) => b.textContent === name);
  if (!button) return;
  press(button, '[data-do="pair"]');
  all('.pair').forEach((pair) => { pair.hidden = pair.dataset.pair !== button.dataset.pair; });
};
const grow = (box) => {
  if (!box.checkVisibility()) return;
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + 4}px`;
};

// -- the sheet: what changed is sent after a moment, and at once when the window is left --------------
const changed = new Map();
let timer = null;
const send = () => {
  clearTimeout(timer);
  timer = null;
  if (!changed.size) return;
  const [[address]] = [[[...changed.values()][0].address]];
  const marks = [...changed.values()].map((mark) => ({ statement: mark.statement, state: mark.state, evidence: mark.evidence }));
  changed.clear();
  trigger('select', { address, marks });
};
const note = (tick, wait) => {
  const sheet = tick.closest('.sheet');
  const state = tick.querySelector('input:checked')?.value || '';
  const evidence = tick.querySelector('textarea').value;
  tick.classList.toggle('open', Boolean(state || evidence));
  changed.set(tick.dataset.statement, { address: sheet.dataset.address, statement: tick.dataset.statement, state, evidence });
  clearTimeout(timer);
  timer = setTimeout(send, wait);
};
element.addEventListener('change', (event) => {
  const tick = event.target.closest('.tick');
  if (tick) note(tick, 0);
});
element.addEventListener('input', (event) => {
  const tick = event.target.closest('.tick');
  if (!tick || event.target.type === 'radio') return;
  grow(event.target);
  note(tick, WAIT_MS);
});
document.addEventListener('visibilitychange', () => { if (document.hidden) send(); });

// -- acting --------------------------------------------------------------------------------------------
const act = (button) => {
  switch (button.dataset.do) {
    case 'tab': known.tab = button.dataset.tab; showTab(known.tab, true); break;
    case 'level': known.level = button.dataset.level; showLevel(known.level); break;
    case 'pair': known.pair = button.textContent; showPair(known.pair); break;
    case 'print': window.print(); break;
    case 'untick': {
      const tick = button.closest('.tick');
      all('input', tick).forEach((input) => { input.checked = false; });
      note(tick, 0);
      tick.querySelector('input').focus();
      break;
    }
    case 'place':
      known.opener = button;
      trigger('click', { place: button.dataset.place, address: path() });
      break;
    case 'ask-first': document.getElementById(button.dataset.dialog).showModal(); break;
    case 'never-mind': button.closest('dialog').close(); break;
    default:
      button.closest('dialog')?.close();
      if (button.dataset.do === 'sheet-delete') changed.clear();
      send();
      known.acted = button.dataset.do;
      trigger('submit', { do: button.dataset.do, address: path() });
  }
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-do]');
  if (button) { act(button); return; }
  const link = event.target.closest('a[href^="#good"]');
  if (!link) return;
  if (link.dataset.tab) known.tab = link.dataset.tab;
  if (link.hash === window.location.hash) trigger('load', { address: path() }); // after a search the address is the same
});
element.addEventListener('submit', (event) => {
  event.preventDefault();
  known.acted = 'find';
  trigger('submit', { do: 'find', text: event.target.querySelector('input').value, address: event.target.dataset.address });
});
element.addEventListener('keydown', (event) => {
  if (event.target.getAttribute('role') !== 'tab') return;
  const tabs = all('[role="tab"]');
  const steps = { ArrowRight: 1, ArrowLeft: -1 };
  let next = null;
  if (event.key in steps) next = tabs[(tabs.indexOf(event.target) + steps[event.key] + tabs.length) % tabs.length];
  else if (event.key === 'Home') next = tabs[0];
  else if (event.key === 'End') next = tabs[tabs.length - 1];
  if (!next) return;
  event.preventDefault();
  act(next);
});

// -- arriving: the address says what is shown ------------------------------------------------------------
watch('value', () => {
  const title = element.querySelector('h2');
  if (!title) return; // not drawn yet
  showTab(known.tab, false);
  showLevel(known.level);
  if (known.pair) showPair(known.pair);
  if (window.matchMedia('(max-width: 900px)').matches) all('.prompts').forEach((fold) => { fold.open = false; });
  if (here() && path()) document.title = `${title.textContent} – AskKLOE`;
  if (known.acted === 'find') {
    const heading = element.querySelector('.found h3');
    focusOn(heading || element.querySelector('#good-topic'));
    heading?.scrollIntoView({ block: 'nearest' });
    if (heading) say(heading.textContent);
  } else if (known.acted === 'sheet-delete') focusOn(element.querySelector('#tab-check'));
  else if (known.moved && here()) focusOn(title);
  known.acted = null;
  known.moved = false;
});
window.addEventListener('hashchange', () => { known.moved = true; });
window.addEventListener('askkloe:shown', (event) => {
  send();
  if (event.detail === 'good') trigger('load', { address: path() });
});
if (here()) trigger('load', { address: path() });
