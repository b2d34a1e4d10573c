// The screen "Workshops". Runs once for the screen, once for the dialog that shows a place, and once for the server's
// replies. `element`, `trigger` and `watch` are given by gr.HTML.
const { say, focusOn, openSent, path, sentReply } = window.askkloe;
// What a window has in hand and the server need not know: the time it starts at, open folds, what is being sent.
const known = (window.askkloe.workshop ??= {
  starts: '', folds: new Map(), of: '', queue: [], busy: false, last: null, said: '', moved: false, focus: [], opener: null,
  asking: null, top: null,
});
const here = () => document.documentElement.dataset.screen === 'workshop';
const root = () => document.getElementById('workshop');
const all = (selector, inside = root()) => [...(inside?.querySelectorAll(selector) || [])];
const one = (selector, inside = root()) => inside?.querySelector(selector);
const PATIENCE_MS = 60_000;
const SLOW_MS = 400; // before it is said that something is under way
const TYPING_MS = 900;
const SAID_MS = 7000; // then the line gives way to what it covers; it has been read out

// -- the dialog: opened as soon as it is there, and given back the focus it took ----------------------------------
if (element.closest('#workshop-place')) {
  watch('value', () => openSent(element, () => focusOn(known.opener)));
  return;
}
if (element.closest('#workshop-told')) {
  watch('value', () => {
    const told = sentReply(element);
    if (told) known.heard(told);
  });
  return;
}

// -- saying -------------------------------------------------------------------------------------------------------
let fading = null;
const saidHere = (text) => {
  if (!text) return;
  all('.said').forEach((line) => { line.textContent = text; });
  clearTimeout(fading);
  fading = setTimeout(() => all('.said').forEach((line) => { line.textContent = ''; }), SAID_MS);
  say(text);
};
// A problem stands beside what it is about: the part, the form, or else at the end of the page.
const problem = (text, beside = null) => {
  all('.problem-line').forEach((line) => { line.textContent = ''; });
  const line = beside && one('.problem-line', beside);
  const box = one(':scope > .problem');
  if (!box) return;
  box.hidden = Boolean(line) || !text;
  (line || box).textContent = text;
  if (text) (line || box).scrollIntoView({ block: 'nearest' });
};

// -- sending: one thing at a time, each about the workshop as it is then -------------------------------------------
let patience = null;
let slow = null;
const working = (text) => {
  root()?.classList.toggle('busy', Boolean(text));
  if (text) { all('.said').forEach((line) => { line.textContent = text; }); say(text); }
};
const pump = () => {
  if (known.busy || !known.queue.length) return;
  known.last = known.queue.shift();
  known.busy = true;
  clearTimeout(patience);
  patience = setTimeout(() => {
    done();
    problem('AskKLOE did not answer. Nothing is lost; please try again.');
    pump();
  }, PATIENCE_MS);
  slow = setTimeout(() => working(known.last.doing), SLOW_MS);
  const { pack = '', page = '' } = root()?.dataset || {};
  trigger('submit', { pack, page, ...known.last.data });
};
const done = () => {
  clearTimeout(patience);
  clearTimeout(slow);
  if (root()?.classList.contains('busy')) {
    root().classList.remove('busy');
    all('.said').forEach((line) => { line.textContent = ''; });
  }
  known.busy = false;
};
const send = (data, { doing = 'Working…', focus = [], beside = null } = {}) => {
  problem('');
  known.queue.push({ data, doing, focus, beside });
  pump();
};
const load = (address = path()) => trigger('load', { address });
const go = (address) => {
  const target = `#workshop${address ? `/${address}` : ''}`;
  if (window.location.hash === target) load(address);
  else window.location.hash = target;
};
known.heard = (told) => {
  done();
  const { focus = [], beside = null, data = {} } = known.last || {};
  if (told.failed) {
    const form = told.form ? one('form.asking') : null;
    const part = beside ? all('.part').find((row) => row.dataset.part === beside) : null;
    problem(told.failed, form || part);
    if (told.field) focusOn(one(`#ws-${told.field === 'minutes' ? 'number' : told.field}`));
    const box = part && data.minutes !== undefined && one('[data-minutes-of]', part);
    if (box) box.value = part.dataset.minutes; // as it still is
  } else if (told.go !== undefined) {
    known.said = told.said || '';
    known.focus = focus;
    known.moved = !focus.length;
    go(told.go);
  }
  pump();
};

// -- choosing -----------------------------------------------------------------------------------------------------
const asked = () => {
  const length = one('input[name="ws-minutes"]:checked')?.value || (one('#ws-number').value || 'nothing'); // which is said to be no number
  return {
    topic: one('#ws-topic').value,
    minutes: length,
    people: one('#ws-people').value,
    audience: one('#ws-audience').value,
    purpose: one('#ws-purpose').value,
  };
};
const showAsked = ({ topic, minutes, people, audience, purpose }) => {
  if (!one('#ws-topic').value) one('#ws-topic').value = topic;
  const fixed = one(`#ws-${minutes}[type="radio"]`);
  (fixed || one('#ws-other')).checked = true;
  if (!fixed) one('#ws-number').value = minutes;
  one('#ws-people').value = people;
  one('#ws-audience').value = audience;
  one('#ws-purpose').value = purpose;
};
const make = (topic = '') => {
  const fields = asked();
  if (topic) { fields.topic = topic; one('#ws-topic').value = topic; }
  known.asking = fields;
  send({ do: 'make', fields }, { doing: 'Making the outline…' });
};

// -- the times of day, for those who want them -----------------------------------------------------------------------
const clock = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const showTimes = () => {
  const box = one('#ws-starts');
  if (!box) return;
  const [hours, minutes] = known.starts.split(':').map(Number);
  let now = hours * 60 + minutes;
  const shown = known.starts && !Number.isNaN(now);
  for (const part of all('.part')) {
    const place = one('.clock', part);
    place.hidden = !shown;
    place.textContent = shown ? clock(now) : '';
    now += Number(part.dataset.minutes);
  }
  one('.until').textContent = shown ? `ends at ${clock(now)}` : '';
};

// -- acting -------------------------------------------------------------------------------------------------------
const rowOf = (button) => button.closest('.part');
const css = (part) => `.part[data-part="${CSS.escape(part)}"]`;
const onPart = (button, what) => {
  const row = rowOf(button);
  const rows = all('.part');
  const next = rows[rows.indexOf(row) + 1] || rows[rows.indexOf(row) - 1];
  const self = css(row.dataset.part);
  const focus = what.do === 'case' ? [`${self} form.case button`] : what.do === 'drop'
    ? [`${css(next?.dataset.part || '')} h3`]
    : [`${self} [data-do="${what.do}"]:not(:disabled)`, `${self} [data-do="${what.do === 'up' ? 'down' : 'up'}"]:not(:disabled)`, `${self} h3`];
  known.top = { part: what.do === 'drop' ? next?.dataset.part : row.dataset.part, y: null };
  known.top.y = one(css(known.top.part))?.getBoundingClientRect().top ?? null;
  send({ ...what, part: row.dataset.part }, { focus, beside: row.dataset.part });
};
const printOne = (paper) => {
  document.documentElement.classList.add('one-paper');
  paper.classList.add('to-print');
  window.print();
};
window.addEventListener('afterprint', () => {
  document.documentElement.classList.remove('one-paper');
  document.querySelectorAll('.to-print').forEach((paper) => paper.classList.remove('to-print'));
});
const FILES = ['zip', 'slides', 'handouts', 'cards', 'facilitator'];
const DOES = {
  print: () => window.print(),
  'print-one': (button) => printOne(button.closest('.sheet-of-paper')),
  jump: (button) => { const to = document.getElementById(button.dataset.to); focusOn(to); to.scrollIntoView({ block: 'start' }); },
  place: (button) => { known.opener = button; trigger('click', { pack: root().dataset.pack, place: button.dataset.place }); },
  'ask-first': (button) => document.getElementById(button.dataset.dialog).showModal(),
  'never-mind': (button) => button.closest('dialog').close(),
  pick: (button) => {
    const box = one('#ws-topic');
    box.value = button.dataset.topic;
    focusOn(box);
    one('form.asking').scrollIntoView({ block: 'nearest' });
    say(`“${button.dataset.topic}” is in the box. Press “Make the outline” to go on.`);
  },
  'make-near': (button) => make(button.dataset.topic),
  drop: (button) => onPart(button, { do: 'drop' }),
  up: (button) => onPart(button, { do: 'up' }),
  down: (button) => onPart(button, { do: 'down' }),
  'take-in': (button) => send({ do: 'take-in', spare: button.dataset.spare }, { focus: [`${css(button.dataset.spare)} h3`, '#ws-spare'] }),
  undo: () => send({ do: 'undo' }, { focus: ['[data-do="undo"]', 'h2'] }),
  keep: () => send({ do: 'keep' }, { focus: ['.state-line [data-do="undo"]', '.pages [aria-current]'] }),
  noted: () => send({ do: 'noted' }, { focus: ['.pages [aria-current]'] }),
  delete: (button) => { button.closest('dialog').close(); send({ do: 'delete', pack: button.dataset.pack }, { focus: ['#ws-kept'] }); },
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-do]');
  if (!button) return;
  const what = button.dataset.do;
  if (FILES.includes(what)) send({ do: what }, { doing: 'Making the file…' });
  else DOES[what]?.(button);
});
element.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  switch (form.dataset.do) {
    case 'make': make(); break;
    case 'rename':
      form.closest('dialog').close();
      send({ do: 'rename', pack: form.dataset.pack, name: form.elements.name.value }, { focus: ['#ws-kept'] });
      break;
    case 'case': onPart(form, { do: 'case', topic: one('select', form).value }); break;
  }
});
let typing = null;
const sendMinutes = (box) => {
  clearTimeout(typing);
  typing = null;
  const row = rowOf(box);
  if (!row || box.value === row.dataset.minutes) return;
  send(
    { do: 'time', part: row.dataset.part, minutes: box.value },
    { focus: document.activeElement === box ? [`${css(row.dataset.part)} [data-minutes-of]`] : [], beside: row.dataset.part },
  );
};
element.addEventListener('input', (event) => {
  const box = event.target;
  if (box.id === 'ws-starts') { known.starts = box.value; showTimes(); }
  if (box.id === 'ws-number') one('#ws-other').checked = true;
  if (box.matches('[data-minutes-of]')) { clearTimeout(typing); typing = setTimeout(() => sendMinutes(box), TYPING_MS); }
});
element.addEventListener('focusout', (event) => { if (typing && event.target.matches('[data-minutes-of]')) sendMinutes(event.target); });
element.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('[data-minutes-of]')) { event.preventDefault(); sendMinutes(event.target); }
});
element.addEventListener('toggle', (event) => {
  const fold = event.target;
  if (fold.dataset?.fold) known.folds.set(fold.dataset.fold, fold.open);
}, true);

// -- arriving: the address says what is shown -----------------------------------------------------------------------
const arrive = () => {
  const title = one('h2');
  const target = known.focus.map((selector) => one(selector)).find(Boolean);
  const { part, y } = known.top || {};
  const row = part && one(css(part));
  if (row && y !== null) window.scrollBy(0, row.getBoundingClientRect().top - y);
  if (target) {
    focusOn(target);
    if (!row) target.scrollIntoView({ block: 'nearest' });
  } else if (known.moved && here()) focusOn(title);
  known.focus = [];
  known.top = null;
  known.moved = false;
};
watch('value', () => {
  if (!root()) return;
  if (known.of !== root().dataset.pack) { known.folds.clear(); known.of = root().dataset.pack; }
  all('details[data-fold]').forEach((fold) => { if (known.folds.get(fold.dataset.fold)) fold.open = true; });
  if (window.matchMedia('(max-width: 900px)').matches) all('.topics .group').forEach((fold) => { fold.open = false; });
  if (one('#ws-starts')) { one('#ws-starts').value = known.starts; showTimes(); }
  if (one('form.asking') && known.asking) showAsked(known.asking);
  if (one('#ws-declined')) known.focus = ['#ws-declined'];
  if (here() && path()) document.title = `${one('h2').textContent} – AskKLOE`;
  arrive();
  saidHere(known.said);
  known.said = '';
});
window.addEventListener('hashchange', () => {
  if (here() && one('form.asking')) known.asking = asked();
  known.moved = known.moved || !known.focus.length;
});
window.addEventListener('askkloe:shown', (event) => { if (event.detail === 'workshop') load(); });
if (here()) load();
