import type { ReactNode } from 'react';
import css from './kit.module.css';

type Props = { title?: string; extra?: ReactNode; flush?: boolean; children: ReactNode };

/** A framed part of a page; `flush` for content that has its own edges, such as a table. */
export function Section({ title, extra, flush = false, children }: Props) {
  return (
    <section className={css.section} aria-label={title}>
      {title && (
        <div className={css.sectionHead}>
          <h2>{title}</h2>
          {extra && <span className={css.sectionExtra}>{extra}</span>}
        </div>
      )}
      <div className={flush ? css.flush : css.sectionBody}>{children}</div>
    </section>
  );
}

/** Pairs of name and value; a value that is absent leaves its line out. */
export function Facts({ items }: { items: [string, ReactNode][] }) {
  const shown = items.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return (
    <dl className={css.facts}>
      {shown.flatMap(([name, value]) => [<dt key={`${name}-name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}
