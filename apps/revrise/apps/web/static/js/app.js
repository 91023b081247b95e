// What every page does beyond links and forms. Islands load only where a page uses them.
const ISLANDS = {
  'rr-palette': './islands/palette.js',
  'rr-chart': './islands/chart.js',
  'rr-call-player': './islands/call_player.js',
  'rr-mention': './islands/mention.js',
  'rr-board': './islands/board.js',
  'rr-filter': './islands/filter.js',
  'rr-pick': './islands/pick.js',
  'rr-copy': './islands/copy.js',
  'rr-upload': './islands/upload.js',
  'rr-draft': './islands/draft.js',
};

const load = (root) => {
  for (const [tag, file] of Object.entries(ISLANDS)) {
    if (!customElements.get(tag) && root.querySelector?.(tag)) import(file);
  }
};

const focusProblem = (root) => root.querySelector?.('[data-focus]')?.focus();

const showToast = ({text, kind = 'good'}) => {
  const toast = document.createElement('div');
  toast.className = kind === 'bad' ? 'toast-x err' : 'toast-x';
  toast.append(Object.assign(document.createElement('span'), {textContent: text}));
  document.getElementById('toasts')?.replaceChildren(toast);
};

load(document);
focusProblem(document);

document.addEventListener('htmx:after:swap', () => { load(document); focusProblem(document); });
document.addEventListener('rr:toast', (event) => showToast(event.detail));

// The line is down: say so once, and that what was sent is not known to be saved.
let down = false;
document.addEventListener('htmx:error', () => {
  if (!down) showToast({text: document.getElementById('toasts')?.dataset.lost, kind: 'bad'});
  down = true;
});
document.addEventListener('htmx:after:request', () => {
  if (down) document.getElementById('toasts')?.replaceChildren();
  down = false;
});

document.addEventListener('click', (event) => {
  event.target.closest?.('[data-dismiss]')?.parentElement.remove();
  for (const open of document.querySelectorAll('details.ask[open], details.rr-me-menu[open]')) {
    if (!open.contains(event.target)) open.open = false;
  }
});

// A link to something folded unfolds it, and a field it leads to takes the focus.
const unfold = () => {
  const there = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!there) return;
  for (let fold = there.closest('details:not(.ask)'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  if (there.matches('input, select, textarea')) there.focus();
};
unfold();
addEventListener('hashchange', unfold);
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link) return;
  link.closest('details.ask')?.removeAttribute('open');
  if (link.hash === location.hash) unfold();
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const open of document.querySelectorAll('details.ask[open], details.rr-me-menu[open]')) {
    open.open = false;
    open.querySelector('summary')?.focus();
  }
});

// A second click of an impatient hand does not send a form twice.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = '1';
  setTimeout(() => delete form.dataset.sent, 4000);
});

// Selects and files that send their form at once.
document.addEventListener('change', (event) => {
  if (event.target.matches?.('[data-autosubmit]')) event.target.form?.requestSubmit();
});
