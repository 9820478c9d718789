import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

import type { Lang } from '../kit/language';
import type { Chat, Shown } from './chat';
import type { Said } from './words';
import { words } from './words';

export const Room = createContext<{ chat: Chat; lang: Lang } | null>(null);

/** The chat, what is to be shown of it, and the words for it. */
export function useChat(): { chat: Chat; shown: Shown; lang: Lang; t: Said } {
  const room = useContext(Room);
  if (!room) throw new Error('no chat');
  const { chat, lang } = room;
  const [shown, setShown] = useState(chat.shown);
  useEffect(() => {
    setShown(chat.shown);
    return chat.listen(() => setShown(chat.shown));
  }, [chat]);
  return { chat, shown, lang, t: words(lang) };
}
