import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';

import type { Lang } from '../kit/language';
import { tag } from '../kit/language';
import { Refusal } from './api';
import type { Said } from './words';
import { words } from './words';

export const Language = createContext<Lang>('zh');

/** The language, its words, and how the server calls it. */
export function useWords(): { lang: Lang; tag: string; t: Said } {
  const lang = useContext(Language);
  return { lang, tag: tag(lang), t: words(lang) };
}

/** Something that is being done: it is not done twice at once, and what went wrong is said. */
export function useDoing(): {
  busy: boolean;
  wrong: Refusal | null;
  run(work: () => Promise<void>): void;
} {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Refusal | null>(null);
  return {
    busy,
    wrong,
    run(work) {
      if (busy) return;
      setBusy(true);
      setWrong(null);
      work()
        .catch((failure: unknown) =>
          setWrong(failure instanceof Refusal ? failure : new Refusal(t.offline, null, [])),
        )
        .finally(() => setBusy(false));
    },
  };
}
