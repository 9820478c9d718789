import { getPrefs } from './prefs';

/** Sorts of calls; each has a sound of its own and can be muted alone. */
export const calls = ['offer', 'message'] as const;
export type Call = (typeof calls)[number];

/** The tones of a call: pitches in hertz, one after the other. */
const tones: Record<Call, number[]> = { offer: [660, 880, 660, 880], message: [740] };
/** Milliseconds that a tone lasts, that calls of one sort keep apart, and that the title shows each of its faces. */
const [tone, apart, face] = [140, 1500, 1000];

let sound: AudioContext | undefined;
const lastCalled = new Map<Call, number>();

export function play(call: Call): void {
  if (getPrefs().muted.includes(call) || typeof AudioContext === 'undefined') return;
  sound ??= new AudioContext();
  const begin = sound.currentTime + 0.02;
  for (const [at, pitch] of tones[call].entries()) beep(sound, pitch, begin + (at * tone) / 1000);
}

function beep(context: AudioContext, pitch: number, at: number): void {
  const [voice, loud] = [context.createOscillator(), context.createGain()];
  voice.frequency.value = pitch;
  loud.gain.setValueAtTime(0.0001, at);
  loud.gain.exponentialRampToValueAtTime(0.12, at + 0.015);
  loud.gain.exponentialRampToValueAtTime(0.0001, at + tone / 1000);
  voice.connect(loud).connect(context.destination);
  voice.start(at);
  voice.stop(at + tone / 1000);
}

/** Of several tabs one calls; where the browser has no locks, each does. */
let leads = typeof navigator === 'undefined' || !navigator.locks;
if (!leads) {
  void navigator.locks.request('hearth.calls', () => {
    leads = true;
    return new Promise(() => undefined);
  });
}

let flashing: ReturnType<typeof setInterval> | undefined;

/** The title says what happened, in turns with its own words, until the page is looked at. */
function flash(words: string): void {
  if (document.visibilityState === 'visible') return;
  clearInterval(flashing);
  const own = document.title;
  let on = false;
  flashing = setInterval(() => {
    on = !on;
    document.title = on ? words : own;
  }, face);
  const end = () => {
    if (document.visibilityState !== 'visible') return;
    clearInterval(flashing);
    if (document.title === words) document.title = own;
    document.removeEventListener('visibilitychange', end);
  };
  document.addEventListener('visibilitychange', end);
}

export function mayNotify(): boolean {
  return typeof Notification !== 'undefined' && Notification.permission === 'granted' && getPrefs().desktopNotices;
}

/** Calls its person: by sound from the one tab that leads, by title and browser's notice where the page is not looked at. */
export function callFor(call: Call, words: string, open: () => void): void {
  const now = Date.now();
  if (now - (lastCalled.get(call) ?? 0) < apart) return;
  lastCalled.set(call, now);
  flash(words);
  if (!leads) return;
  play(call);
  if (document.visibilityState === 'visible' || !mayNotify()) return;
  const notice = new Notification(words, { tag: `hearth.${call}` });
  notice.addEventListener('click', () => {
    globalThis.focus();
    open();
    notice.close();
  });
}
