import { useEffect, useState } from 'preact/hooks';

import type { Lang } from '../kit/language';
import { pick, tag } from '../kit/language';
import { Follow } from './follow';
import { Submit } from './submit';
import { Language, useWords } from './use-portal';
import { words } from './words';

function remembered(): string | null {
  try {
    return localStorage.getItem('hearth-portal:language');
  } catch {
    return null;
  }
}

/** The page of the address: what stands after the hash. */
function usePlace(): string {
  const [place, setPlace] = useState(location.hash.slice(1));
  useEffect(() => {
    const moved = () => {
      setPlace(location.hash.slice(1));
      window.scrollTo(0, 0);
    };
    window.addEventListener('hashchange', moved);
    return () => window.removeEventListener('hashchange', moved);
  }, []);
  return place;
}

/** The complaint portal. */
export function Portal() {
  const asked = new URLSearchParams(location.search).get('lang');
  const [lang, setLang] = useState<Lang>(pick([asked, remembered(), ...navigator.languages]));
  const place = usePlace();
  const t = words(lang);
  useEffect(() => {
    document.documentElement.lang = tag(lang);
    document.title = t.title;
  }, [lang, t.title]);
  const other = () => {
    const next = lang === 'zh' ? 'en' : 'zh';
    try {
      localStorage.setItem('hearth-portal:language', next);
    } catch {
      // It is asked again next time.
    }
    setLang(next);
  };
  return (
    <Language.Provider value={lang}>
      <header class="top">
        <a class="brand" href="#home">
          {t.title}
        </a>
        <button type="button" class="plain" lang={lang === 'zh' ? 'en' : 'zh-CN'} onClick={other}>
          {t.other}
        </button>
      </header>
      <main>{place === 'submit' ? <Submit /> : place === 'follow' ? <Follow /> : <Home />}</main>
      <footer>{t.privacy}</footer>
    </Language.Provider>
  );
}

function Home() {
  const { t } = useWords();
  return (
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <nav class="ways" aria-label={t.title}>
        <a class="way" href="#submit">
          <strong>{t.bring}</strong>
          <span>{t.bringHint}</span>
        </a>
        <a class="way" href="#follow">
          <strong>{t.follow}</strong>
          <span>{t.followHint}</span>
        </a>
      </nav>
    </>
  );
}
