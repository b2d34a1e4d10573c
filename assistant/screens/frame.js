// The frame of the page: its header, which screen is shown, who this window is, and what is read out.
// `frame`, the header as HTML, is put before this by window.py.
window.askkloe = ((frame) => {
  const LOCK_MS = 1500;
  const root = document.documentElement;
  const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, '0')).join('');

  // The window's name survives a reload (sessionStorage), the browser's a restart (localStorage).
  const remembered = (storage, key) => {
    try {
      const known = window[storage].getItem(key) || random();
      window[storage].setItem(key, known);
      return known;
    } catch {
      return random(); // the browser allows no storage: a reload begins anew
    }
  };
  // A tab that was duplicated brings along the name of the other; a lock is held by one window at a time.
  const mine = (name) => new Promise((resolve) => {
    if (!navigator.locks) { resolve(true); return; }
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), LOCK_MS);
    navigator.locks.request(`askkloe-${name}`, { signal: patience.signal }, () => {
      clearTimeout(timer);
      resolve(true);
      return new Promise(() => {}); // held until the window is gone
    }).catch(() => resolve(false));
  });
  const named = async () => {
    let name = remembered('sessionStorage', 'askkloe-window');
    while (!await mine(name)) {
      try { sessionStorage.removeItem('askkloe-window'); } catch { /* then it was random anyway */ }
      name = remembered('sessionStorage', 'askkloe-window');
    }
    window.addEventListener('pagehide', () => navigator.sendBeacon('leaving', name));
    return name;
  };
  const who = named().then((name) => [name, remembered('localStorage', 'askkloe-browser')]);
  window.addEventListener('pageshow', (event) => { if (event.persisted) window.location.reload(); });

  const say = (text) => {
    const announcer = document.getElementById('announcer');
    announcer.textContent = '';
    setTimeout(() => { announcer.textContent = text; }, 150); // so that the same words are read out again
  };

  const screens = () => [...document.querySelectorAll('.banner nav a')];
  // An address is #screen, or #screen/what/it/shows, which the screen reads with `path`.
  const slug = () => {
    const wanted = window.location.hash.slice(1).split('/')[0];
    const links = screens().map((link) => link.hash.slice(1));
    return links.includes(wanted) ? wanted : links[0];
  };
  const path = () => {
    const rest = window.location.hash.split('/').slice(1).join('/');
    try { return decodeURIComponent(rest); } catch { return rest; }
  };
  const show = () => {
    root.dataset.screen = slug();
    for (const link of screens()) {
      if (link.hash === `#${slug()}`) {
        link.setAttribute('aria-current', 'page');
        document.title = link === screens()[0] ? 'AskKLOE' : `${link.textContent} – AskKLOE`;
      } else link.removeAttribute('aria-current');
    }
    window.dispatchEvent(new CustomEvent('askkloe:shown', { detail: slug() }));
  };
  const focusOn = (target) => {
    if (!target) return;
    if (!target.hasAttribute('tabindex') && !target.matches('a, button, input, textarea')) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };
  // A dialog that the server sends is opened as soon as it is there; `closed` gives back the focus that it took.
  const openSent = (element, closed) => {
    const dialog = element.querySelector('dialog');
    if (!dialog) return null;
    dialog.showModal();
    focusOn(dialog.querySelector('h2'));
    dialog.addEventListener('close', () => closed(dialog));
    dialog.querySelector('[data-do="never-mind"]').addEventListener('click', () => dialog.close());
    const mark = dialog.querySelector('mark');
    const passage = dialog.querySelector('.passage');
    if (mark) passage.scrollTop = mark.offsetTop - passage.clientHeight / 4;
    return dialog;
  };
  // What the server tells a script comes as JSON in a template, once.
  const sentReply = (element) => {
    const template = element.querySelector('template.reply');
    if (!template) return null;
    template.remove();
    return JSON.parse(template.content.textContent);
  };
  window.addEventListener('hashchange', () => {
    show();
    window.scrollTo(0, 0);
    focusOn(document.querySelector(`#screen-${slug()} h2`) || document.querySelector('main'));
  });

  // Gradio adds this script when the page is there already, before it draws anything of ours.
  document.body.insertAdjacentHTML('afterbegin', frame);
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    focusOn(document.querySelector('main'));
  });
  show();

  // On paper everything is unfolded; one answer is printed alone when asked for.
  let unfolded = [];
  window.addEventListener('beforeprint', () => {
    unfolded = [...document.querySelectorAll('details:not([open])')];
    unfolded.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener('afterprint', () => {
    unfolded.forEach((fold) => { fold.open = false; });
    root.classList.remove('one-answer');
    document.querySelectorAll('.printed').forEach((turn) => turn.classList.remove('printed'));
  });

  return { who, say, focusOn, openSent, path, sentReply };
})(window.askkloeFrame);
