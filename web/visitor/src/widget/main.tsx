import { render } from 'preact';

import { shades } from '../kit/colour';
import type { Lang } from '../kit/language';
import { pick, tag } from '../kit/language';
import { entranceOf } from './api';
import { Chat } from './chat';
import { keepOf } from './keep';
import { Room } from './use-chat';
import style from './widget.css?inline';
import { Widget } from './widget';

/** Styles that any content policy lets through, where the browser has them; a style element where it has not. */
function dress(root: ShadowRoot, text: string): void {
  if ('adoptedStyleSheets' in root && 'replaceSync' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return;
  }
  const element = document.createElement('style');
  element.textContent = text;
  root.append(element);
}

/** The entrance's colour, readable on the light and on the dark panel. */
function coloured(colour: string): string {
  const of = (ground: string) => {
    const it = shades(colour, ground);
    return `:host { --fill: ${it.fill}; --ink: ${it.ink}; --accent: ${it.text}; }`;
  };
  // What is written stands on the panel and on the grounds of messages; the latter are nearer to it in brightness.
  return `${of('#f5f2ee')} @media (prefers-color-scheme: dark) { ${of('#322d29')} }`;
}

async function begin(script: HTMLScriptElement): Promise<void> {
  const entrance = script.dataset['entrance'];
  if (!entrance || document.querySelector('hearth-chat')) return;
  const lang: Lang = pick([script.dataset['language'], document.documentElement.lang, ...navigator.languages]);
  const place = { origin: new URL(script.src).origin, entrance, language: tag(lang) };
  const offer = await entranceOf(place);
  const chat = new Chat(place, keepOf(entrance));
  const host = document.createElement('hearth-chat');
  const root = host.attachShadow({ mode: 'open' });
  dress(root, style);
  dress(root, coloured(offer.colour));
  document.body.append(host);
  render(
    <Room.Provider value={{ chat, lang }}>
      <Widget />
    </Room.Provider>,
    root,
  );
  chat.begin(offer);
  window.addEventListener('online', () => chat.wake());
  let hiddenAt = 0;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now();
    // A page that slept may hold a line that is dead without knowing it.
    else if (Date.now() - hiddenAt > 30_000) chat.wake();
    if (!document.hidden && chat.shown.open) chat.turn(true);
  });
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const start = () => void begin(script).catch(() => {
    // The shop's page goes on without us.
  });
  if (document.body) start();
  else document.addEventListener('DOMContentLoaded', start);
}
