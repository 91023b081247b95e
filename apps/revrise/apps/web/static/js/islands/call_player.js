// <rr-call-player>: one playhead for the time line, the transcript and, where there is one, the
// recording. Without a recording the playhead moves all the same. Keys: J K L , . as the page says.
import {once, picture} from '../waveform.js';

const clock = (ms) => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n) => String(n).padStart(2, '0');
  return parts[0] ? `${parts[0]}:${two(parts[1])}:${two(parts[2])}` : `${parts[1]}:${two(parts[2])}`;
};
const SPEEDS = [1, 1.2, 1.5, 2, 0.8];
const JUMP_MS = 10000;
const HEAD_MS = 500;
const REST_MS = 300;

const timed = () => [...document.querySelectorAll('.turns > li[data-start]')];
// The link to lines that are left out.
const further = (before) => document.querySelector(before ? '[data-earlier]' : '[data-later]');
const inView = (line) => {
  const {top, bottom} = line.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};
class CallPlayer extends HTMLElement {
  connectedCallback() {
    this.ms = Number(this.dataset.at);
    this.audio = this.querySelector('audio');
    this.aborter = new AbortController();
    const on = (target, type, work) => target.addEventListener(type, work, {signal: this.aborter.signal});
    on(document, 'click', (event) => this.clicked(event));
    on(document, 'keydown', (event) => this.key(event));
    on(document, 'htmx:after:swap', () => this.swapped());
    this.silences = (this.dataset.silences || '').split(' ').map((one) => one.split('-').map(Number));
    if (this.audio) {
      on(this.audio, 'timeupdate', () => { this.move(this.audio.currentTime * 1000, false); this.later(); this.skip(); });
      on(this.audio, 'loadedmetadata', () => this.show());
      on(this.audio, 'play', () => this.playing(true));
      on(this.audio, 'pause', () => this.playing(false));
      on(this.audio, 'error', () => document.dispatchEvent(new CustomEvent('rr:toast',
        {detail: {text: this.dataset.broken || '', kind: 'bad'}})));
      this.draw();
      this.leave();
    }
    this.stop(0);
    this.show();
  }

  // A recording whose length nobody knows yet says it itself.
  get whole() {
    return Number(this.dataset.length) || (this.audio?.duration || 0) * 1000 || 1;
  }

  disconnectedCallback() {
    this.aborter?.abort();
    this.seen?.disconnect();
  }

  clicked(event) {
    const action = event.target.closest?.('[data-do]');
    if (action && this.contains(action)) return this.act(action);
    const moment = event.target.closest?.('[data-at]:not(rr-call-player)');
    if (moment && !event.metaKey && !event.ctrlKey && this.hasLine(Number(moment.dataset.at))) {
      event.preventDefault();
      this.move(Number(moment.dataset.at), true);
      if (moment.matches('.ts')) this.audio?.play().catch(() => {});
      return undefined;
    }
    const lanes = event.target.closest?.('[data-lanes]');
    if (!moment && !event.target.closest?.('a') && lanes && this.contains(lanes)) {
      const box = this.querySelector('.ph').getBoundingClientRect();
      const share = (event.clientX - box.left) / box.width;
      if (share >= 0 && share <= 1) this.move(share * this.whole, true);
    }
    return undefined;
  }

  // A moment outside the lines that are shown is a page of its own: the link leads there.
  hasLine(ms) {
    const lines = timed();
    if (!lines.length) return true;
    return lines.some((line) => Number(line.dataset.start) === ms) ||
      (ms >= Number(lines[0].dataset.start) && ms <= Number(lines[lines.length - 1].dataset.stop));
  }

  act({dataset}) {
    if (dataset.do === 'play') this.toggle();
    if (dataset.do === 'back') this.move(this.ms - JUMP_MS, true);
    if (dataset.do === 'forward') this.move(this.ms + JUMP_MS, true);
    if (dataset.do === 'speed' && this.audio) {
      const next = SPEEDS[(SPEEDS.indexOf(this.audio.playbackRate) + 1) % SPEEDS.length];
      this.audio.playbackRate = next;
      this.querySelector('[data-speed]').textContent = `${next}×`;
    }
    if (dataset.do === 'skip') this.querySelector('[data-do=skip]').ariaPressed = String(!this.skips);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.('input, textarea, select, [contenteditable]')) return;
    if (event.target.closest?.('.ln-own a')) this.along(event);
    const work = {
      j: () => this.move(this.ms - JUMP_MS, true),
      l: () => this.move(this.ms + JUMP_MS, true),
      k: () => this.toggle(),
      ',': () => this.step(-1),
      '.': () => this.step(1),
    }[event.key.toLowerCase()];
    if (!work) return;
    event.preventDefault();
    work();
  }

  // The moments of plugins are one stop of the tab key: arrows, Home and End go along them.
  along(event) {
    const marks = [...this.querySelectorAll('.ln-own a')];
    const here = marks.indexOf(event.target.closest('.ln-own a'));
    const to = {ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: marks.length - 1}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.stop(Math.min(Math.max(to, 0), marks.length - 1))?.focus();
  }

  stop(at) {
    const marks = [...this.querySelectorAll('.ln-own a')];
    marks.forEach((mark, place) => mark.setAttribute('tabindex', place === at ? '0' : '-1'));
    return marks[at];
  }

  // To the line before or behind the one the playhead is in.
  step(by) {
    const lines = timed();
    const to = lines.findLastIndex((line) => Number(line.dataset.start) <= this.ms + 1) + by;
    const more = !lines[to] && further(by < 0);
    if (more) {
      this.way = by;
      return void more.click();
    }
    const line = lines[Math.min(Math.max(to, 0), lines.length - 1)];
    if (!line) return;
    this.move(Number(line.dataset.start), true);
    line.scrollIntoView({block: 'nearest'});
  }

  get skips() {
    return this.querySelector('[data-do=skip]')?.ariaPressed === 'true';
  }

  // Where nobody speaks it goes on with who speaks next, half a second before.
  skip() {
    const at = this.audio.currentTime * 1000;
    const quiet = this.skips && this.silences.find(([from, to]) => at >= from && at < to - HEAD_MS);
    if (quiet) this.move(Math.min(quiet[1] - HEAD_MS, this.whole), true);
  }

  toggle() {
    if (!this.audio) return;
    if (this.audio.paused) this.audio.play().catch(() => {}); else this.audio.pause();
  }

  playing(now) {
    const button = this.querySelector('[data-do=play]');
    button.setAttribute('aria-pressed', String(now));
    button.querySelector('[data-shown=play]').hidden = now;
    button.querySelector('[data-shown=pause]').hidden = !now;
  }

  move(ms, seek) {
    this.ms = Math.min(Math.max(ms, 0), this.whole);
    if (seek && this.audio) this.audio.currentTime = this.ms / 1000;
    this.show();
    if (seek) this.around();
  }

  // Lines around a moment that is not shown come once the playhead rests there, unless somebody is
  // writing below them.
  around() {
    clearTimeout(this.resting);
    const lines = timed();
    const [first, last] = [Number(lines[0]?.dataset.start), Number(lines.at(-1)?.dataset.stop)];
    const more = (this.ms < first || this.ms > last) && further(this.ms < first);
    const written = [...document.querySelectorAll('#words input.inp, #words textarea')].some((one) => one.value !== one.defaultValue);
    if (more && !written) this.resting = setTimeout(() => {
      const there = new URL(more.href);
      there.searchParams.delete('from');
      there.searchParams.set('at', Math.round(this.ms));
      more.setAttribute('hx-get', there.pathname + there.search);
      this.looked = lines.some(inView);
      more.click();
    }, REST_MS);
  }

  swapped() {
    const {way, looked} = this;
    this.way = this.looked = null;
    this.show();
    if (way) this.step(way);
    else if (looked) document.querySelector('.turns > li.now')?.scrollIntoView({block: 'nearest'});
  }

  show() {
    const x = `${(this.ms / this.whole) * 100}%`;
    const head = this.querySelector('[data-head]');
    head.setAttribute('x1', x);
    head.setAttribute('x2', x);
    this.querySelector('[data-now]').textContent = clock(this.ms);
    if (this.whole > 1) this.querySelector('[data-whole]').textContent = clock(this.whole);
    for (const topic of this.querySelectorAll('.tpx a')) {
      const here = Number(topic.dataset.at) <= this.ms && this.ms < Number(topic.dataset.end);
      topic.toggleAttribute('aria-current', here);
      if (here) topic.setAttribute('aria-current', 'true');
    }
    this.querySelector('.wv-un')?.setAttribute('x', x);
    this.line();
    this.comment();
  }

  line() {
    const lines = timed();
    const now = lines.findLast((line) => Number(line.dataset.start) <= this.ms + 1);
    this.follow(now);
    for (const line of lines) {
      line.classList.toggle('now', line === now);
      if (line === now) line.setAttribute('aria-current', 'true'); else line.removeAttribute('aria-current');
    }
  }

  // Who reads along while it plays goes on seeing the line that is said; who looks elsewhere stays.
  follow(now) {
    const before = this.at;
    this.at = now;
    if (!now || now === before || !this.going) return;
    if (this.asked) now.scrollIntoView({block: 'center'});
    else if (before && inView(before)) now.scrollIntoView({block: 'nearest'});
    this.asked = false;
  }

  get going() {
    return this.audio && !this.audio.paused && !document.activeElement?.matches('input, textarea, select');
  }

  // The end of the lines that are shown was played: the next ones come.
  later() {
    const last = timed().at(-1);
    const more = further(false);
    if (this.asked || !more || !last || !this.going || this.ms < Number(last.dataset.stop) || !inView(last)) return;
    this.asked = true;
    more.click();
  }

  // Once something was played and its controls are out of sight, they stay at the foot of the page.
  leave() {
    if (this.classList.contains('listen')) return;
    this.seen = new IntersectionObserver(([{isIntersecting}]) => {
      this.style.minHeight = isIntersecting ? '' : `${this.offsetHeight}px`;
      this.classList.toggle('away', !isIntersecting);
    });
    this.audio.addEventListener('play', () => this.seen.observe(this), {signal: this.aborter.signal});
  }

  comment() {
    const place = document.querySelector('[data-comment-at]');
    if (!place) return;
    place.value = Math.round(this.ms);
    const label = document.querySelector('[data-comment-label]');
    const box = document.querySelector('[data-comment-box]');
    label.textContent = `${label.dataset.text} ${clock(this.ms)}`;
    box.placeholder = `${box.dataset.text} ${clock(this.ms)} …`;
  }

  // The picture of the recording: one row a channel, what was not heard yet pale.
  async draw() {
    const answer = await fetch(this.dataset.peaks, {headers: {Accept: 'application/json'}});
    if (!answer.ok) return;
    const channels = once((await answer.json()).channels, this.dataset.sides.split(','));
    this.name(channels);
    this.querySelector('[data-wave]').replaceChildren(picture(channels));
    this.show();
  }

  // Names stand beside what is drawn, and beside no other row.
  name(channels) {
    for (const [row, label] of [...this.querySelectorAll('[data-channels] > span')].entries()) {
      const drawn = channels.find((one) => one.row === row);
      if (!drawn) label.remove();
      else if (!drawn.side) label.querySelector('b')?.remove();
    }
  }
}

customElements.define('rr-call-player', CallPlayer);
