// The screen "Action plan", first part: what all its pages share. These files (plan*.js) are one script, which runs once
// for the screen, once for its dialogs and once for the server's replies. `element`, `trigger` and `watch` are given by
// gr.HTML.
const { say, focusOn, openSent, path, sentReply } = window.askkloe;
const known = (window.askkloe.plan ??= {
  filters: {}, sort: { column: 'reference', down: false }, queue: [], busy: false, dirty: false, moved: false, said: '',
  sentence: '', open: {}, ticks: {}, chosen: '', upload: null, leaveTo: null, pending: null, opener: null, focus: '',
});
const here = () => document.documentElement.dataset.screen === 'plan';
const root = () => document.getElementById('plan');
const all = (selector, inside = root()) => [...(inside?.querySelectorAll(selector) || [])];
const LOOK_AGAIN_MS = 20_000;
const PATIENCE_MS = 30_000;
const SAID_MS = 12_000; // then the line gives way to what it covers; it has been read out
let fading = null;

const problem = (text) => {
  const box = root()?.querySelector(':scope > .problem');
  if (!box) return;
  box.hidden = !text;
  box.textContent = text;
  if (text) box.scrollIntoView({ block: 'nearest' });
};
const saidHere = (text) => {
  if (!text) return;
  all('.said').forEach((line) => { line.textContent = text; });
  clearTimeout(fading);
  fading = setTimeout(() => all('.said').forEach((line) => { line.textContent = ''; }), SAID_MS);
  say(text);
};

// -- the dialogs that the server sends: a quote in its surroundings, or two people's changes ------------------------
if (element.closest('#plan-place')) {
  watch('value', () => {
    const dialog = openSent(element, (closed) => {
      if (closed.id === 'clash' && closed.returnValue !== 'settled') known.unsettled();
      else focusOn(known.opener);
    });
    if (!dialog) return;
    dialog.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault();
      const mine = all('.clash-field', dialog).filter((f) => f.querySelector('input:checked').value === 'mine');
      const asked = all('.clash-field', dialog).map((f) => f.dataset.field);
      dialog.close('settled');
      known.settle(asked, mine.map((f) => f.dataset.field), Number(dialog.dataset.version));
    });
  });
  return;
}

// -- the server's replies -----------------------------------------------------------------------------------------
if (element.closest('#plan-told')) {
  watch('value', () => {
    const reply = sentReply(element);
    if (reply) known.heard(reply);
  });
  return;
}

// -- sending: one thing at a time, each with the version that the page shows then ----------------------------------
let waiting = null;
const pump = () => {
  if (known.busy || !known.queue.length) return;
  const { what, data } = known.queue.shift();
  known.busy = true;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    known.busy = false;
    problem('AskKLOE did not answer. What you typed is still here; please try again.');
    pump();
  }, PATIENCE_MS);
  known.last = { what, data };
  const { plan = '', version = '0' } = root()?.dataset || {};
  trigger('submit', { do: what, plan, version: Number(version), ...data });
};
const send = (what, data = {}) => {
  problem('');
  known.queue.push({ what, data });
  pump();
};
const load = (address = path()) => trigger('load', { address, chosen: known.chosen });
const go = (address) => {
  const target = `#plan${address ? `/${address}` : ''}`;
  known.dirty = false;
  if (window.location.hash === target) load(address);
  else window.location.hash = target;
};
known.settle = (asked, mine, version) => {
  const { what, data } = known.pending;
  const fields = Object.fromEntries(Object.entries(data.fields).filter(([n]) => !asked.includes(n) || mine.includes(n)));
  known.pending = null;
  if (Object.keys(fields).length) send(what, { ...data, fields, version, quick: '' });
  else { known.said = 'Nothing of yours was saved; you see what the other window saved.'; known.dirty = false; load(); }
};
known.unsettled = () => {
  const quick = known.pending?.data.quick;
  known.pending = null;
  if (quick) load(); else focusOn(root().querySelector('.save-bar button'));
};
known.heard = (reply) => {
  if (reply.newer || reply.gone) { showNewer(reply); return; }
  clearTimeout(waiting);
  known.busy = false;
  root()?.querySelector('form.editor')?.removeAttribute('inert');
  if (reply.done === 'clash') { known.pending = known.last; return; }
  if (reply.failed) {
    problem(reply.failed);
    known.leaveTo = null;
    pump();
    return;
  }
  if (reply.drafted) known.sentence = '';
  if (reply.row !== undefined) { quickDone(reply); pump(); return; }
  if (reply.go === undefined) { pump(); return; }
  known.said = reply.said || '';
  const leaving = reply.saved && known.leaveTo;
  known.leaveTo = null;
  if (leaving) { known.dirty = false; window.location.hash = leaving; } else go(reply.go);
  pump();
};

// -- another window changed the plan that is shown here ------------------------------------------------------------
const showNewer = (reply) => {
  const banner = root()?.querySelector('.newer');
  if (!banner || banner.dataset.number === String(reply.number)) return;
  banner.dataset.number = String(reply.number);
  const text = document.createElement('p');
  text.textContent = [reply.newer || reply.gone, known.dirty ? reply.editing : ''].filter(Boolean).join(' ');
  banner.replaceChildren(text);
  if (reply.newer && !known.dirty) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'second';
    button.dataset.do = 'reload';
    button.textContent = 'Show it now';
    banner.append(button);
  }
  banner.hidden = false;
  say(text.textContent);
};
const lookAgain = () => {
  const { plan, version } = root()?.dataset || {};
  if (here() && plan && version && !document.hidden && !known.busy) trigger('tick', { plan, version: Number(version) });
};
setInterval(lookAgain, LOOK_AGAIN_MS);
window.addEventListener('focus', lookAgain);
document.addEventListener('visibilitychange', lookAgain);
