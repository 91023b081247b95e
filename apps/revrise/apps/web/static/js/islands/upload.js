// <rr-upload data-part> around the form of a new call: the fields are checked first, then the file goes in
// parts, by tus 1.0.0. A lost line is waited for; a page that was left goes on with the same file.
// Without script, the form is sent as it is.
const STEPS = [1000, 2000, 4000, 8000, 15000];
const HEAD = {'Tus-Resumable': '1.0.0'};

// Which file it is, and for which call where it has one, as a number: its name is nobody's business
// on a machine that others use.
const key = (file, call) => {
  let hash = 2166136261;
  for (const one of `${file.name}|${file.size}|${file.lastModified}|${call}`) {
    hash = Math.imul(hash ^ one.codePointAt(0), 16777619) >>> 0;
  }
  return `rr-upload-${hash}-${file.size}`;
};

// How it begins, in base64: by that, not by its name, it is known for a recording before it is sent.
const head = async (file) => {
  const bytes = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
};

class Upload extends HTMLElement {
  connectedCallback() {
    this.panel = this.querySelector('.upl');
    this.say = this.panel.querySelector('[role=status]');
    this.bar = this.panel.querySelector('progress');
    this.count = this.panel.querySelector('.num');
    this.addEventListener('submit', (event) => this.sent(event));
    this.addEventListener('change', (event) => {
      if (event.target.type === 'file') this.known(event.target.files[0]);
    });
    this.panel.addEventListener('click', (event) => this[event.target.dataset?.do]?.());
    addEventListener('online', () => this.wake?.());
  }

  get form() { return this.querySelector('form'); }

  key(file) { return key(file, this.form.elements.call?.value ?? ''); }

  async sent(event) {
    const file = this.form.elements.file?.files[0];
    if (!file?.size) return;
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const body = new FormData(this.form);
    body.delete('file');
    body.set('file_name', file.name);
    body.set('size', file.size);
    try {
      body.set('head', await head(file));
      const answer = await fetch('/calls/uploads', {method: 'POST', body});
      if (answer.status === 422) this.wrong(await answer.text());
      else if (answer.status !== 201) throw new Error(answer.status);
      else this.begin(file, answer.headers.get('Location'), 0);
    } catch {
      this.form.submit(); // the old way says what is the matter
    }
    this.busy = false;
  }

  // What is wrong stands in the form; the file that was chosen stays chosen.
  wrong(page) {
    const old = this.form;
    const all = new DOMParser().parseFromString(page, 'text/html').querySelector('rr-upload');
    const file = all.querySelector('[name=file]');
    if (file && !file.getAttribute('aria-invalid')) file.replaceWith(old.elements.file);
    this.querySelector('[role=alert]')?.remove();
    const sheet = document.querySelector('symbol')?.parentElement;
    for (const one of all.ownerDocument.querySelectorAll('symbol')) {
      if (!document.getElementById(one.id)) sheet?.append(one);
    }
    old.replaceWith(...[all.querySelector('[role=alert]'), all.querySelector('form')].filter(Boolean));
    this.querySelector('[data-focus]')?.focus();
  }

  async known(file) {
    this.panel.hidden = true;
    this.form.inert = false;
    const place = file && localStorage.getItem(this.key(file));
    if (!place) return;
    const answer = await fetch(place, {method: 'HEAD', headers: HEAD}).catch(() => null);
    if (!answer?.ok) {
      if (answer?.status === 404) localStorage.removeItem(this.key(file));
      return;
    }
    Object.assign(this, {file, place, offset: Number(answer.headers.get('Upload-Offset'))});
    this.paused = true;
    this.show(this.dataset.here);
    this.panel.querySelector('[data-do=on]').focus();
  }

  begin(file, place, offset) {
    // What was wrong with the form is right now.
    for (const one of this.form.querySelectorAll('.err')) one.remove();
    for (const one of this.form.querySelectorAll('[aria-invalid]')) one.removeAttribute('aria-invalid');
    Object.assign(this, {file, place, offset, paused: false});
    try { localStorage.setItem(this.key(file), place); } catch { /* it goes on while the page is open */ }
    this.show(this.dataset.going);
    this.run();
  }

  pause() {
    this.paused = true;
    this.asked?.abort();
    this.show(this.dataset.paused);
  }

  async on() {
    this.paused = false;
    this.show(this.dataset.going);
    this.panel.querySelector('[data-do=pause]').focus();
    if (await this.look()) this.run();
  }

  async stop() {
    this.paused = true;
    this.asked?.abort();
    await this.ask('DELETE').catch(() => null);
    this.over('');
  }

  async run() {
    if (this.running) return;
    this.running = true;
    let lost = 0;
    while (!this.paused) {
      const answer = await this.ask('PATCH').catch(() => null);
      if (this.paused) break;
      if (answer?.ok) {
        lost = 0;
        this.show(this.dataset.going);
        if (this.done(answer)) break;
      } else if (answer && ![409, 429, 460].includes(answer.status) && answer.status < 500) {
        const {detail, remedy} = await answer.json().catch(() => ({}));
        this.over([detail ?? this.dataset.failed, remedy].filter(Boolean).join(document.documentElement.lang.startsWith('zh') ? '。' : '. '));
        break;
      } else {
        this.show(this.dataset.lost);
        await this.wait(STEPS[Math.min(lost++, STEPS.length - 1)]);
        if (!this.paused && !(await this.look()) && !this.place) break;
      }
    }
    this.running = false;
  }

  // How far it is, by the server's own word.
  async look() {
    const answer = await this.ask('HEAD').catch(() => null);
    if (answer?.status === 404) this.over(this.dataset.gone);
    return !answer || (answer.ok && !this.done(answer)) || answer.status >= 500;
  }

  ask(method) {
    this.asked = new AbortController();
    const spoken = {'Accept-Language': document.documentElement.lang};
    const headers = {...HEAD, ...spoken, 'X-CSRF-Token': this.form.elements._csrf.value};
    const asked = {method, headers, signal: this.asked.signal};
    if (method === 'PATCH') {
      headers['Content-Type'] = 'application/offset+octet-stream';
      headers['Upload-Offset'] = String(this.offset);
      asked.body = this.file.slice(this.offset, this.offset + Number(this.dataset.part));
    }
    return fetch(this.place, asked);
  }

  done(answer) {
    this.offset = Number(answer.headers.get('Upload-Offset') ?? this.offset);
    this.draw();
    const call = answer.headers.get('Upload-Call');
    if (!call) return false;
    localStorage.removeItem(this.key(this.file));
    this.paused = true;
    const title = encodeURIComponent(this.form.elements.title?.value ?? '');
    location.assign(`${this.place.replace('/v1/call-uploads/', '/calls/uploads/')}?title=${title}`);
    return true;
  }

  // Ends here: the form can be filled in again.
  over(said) {
    localStorage.removeItem(this.key(this.file));
    this.paused = true;
    this.place = null;
    this.form.inert = false;
    this.say.textContent = said;
    this.panel.hidden = !said;
    this.panel.classList.add('over', 'bad');
  }

  wait(ms) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, ms);
    });
  }

  show(said) {
    if (this.say.textContent !== said) this.say.textContent = said;
    this.form.inert = true;
    this.panel.hidden = false;
    this.panel.classList.remove('over', 'bad');
    this.panel.querySelector('[data-do=pause]').hidden = this.paused;
    this.panel.querySelector('[data-do=on]').hidden = !this.paused;
    this.draw();
  }

  draw() {
    const mega = (bytes) => (bytes / (1 << 20)).toFixed(1);
    this.bar.value = Math.floor((100 * this.offset) / this.file.size);
    this.count.textContent = `${mega(this.offset)} / ${mega(this.file.size)} MB`;
  }
}

customElements.define('rr-upload', Upload);
