import { useEffect, type ReactNode } from 'react';
import css from './kit.module.css';

type Props = { title: string; note?: ReactNode; extra?: ReactNode; narrow?: boolean; children: ReactNode };

/** One page: its heading, what can be done with the whole of it, and the content. Sets the window's title. */
export function Page({ title, note, extra, narrow = false, children }: Props) {
  useTitle(title);
  return (
    <div className={`${css.page} ${narrow ? css.narrow : ''}`}>
      <header className={css.pageHead}>
        <h1 className={css.pageTitle}>{title}</h1>
        {note && <span className={css.pageNote}>{note}</span>}
        {extra && <div className={css.pageExtra}>{extra}</div>}
      </header>
      {children}
    </div>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Hearth`;
  }, [title]);
}
