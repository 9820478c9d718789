import type { ReactNode } from 'react';
import { count } from './figures';
import css from './kit.module.css';

type Tab = { key: string; name: string; count?: number | string | undefined; hot?: boolean };
type Props = { label: string; tabs: Tab[]; on: string | undefined; onShow: (key: string) => void; extra?: ReactNode };

/** The parts of a page as tabs, each with its pushed count. */
export function CountTabs({ label, tabs, on, onShow, extra }: Props) {
  return (
    <div className={css.tabs}>
      <div role="tablist" aria-label={label} className={css.tabList}>
        {tabs.map((tab) => (
          <button key={tab.key} type="button" role="tab" aria-selected={on === tab.key} className={`${css.tab} ${on === tab.key ? css.tabOn : ''}`} onClick={() => onShow(tab.key)}>
            {tab.name}
            {tab.count !== undefined && <span className={`${css.tabCount} ${tab.hot && Number(tab.count) > 0 ? css.tabHot : ''}`}>{typeof tab.count === 'number' ? count(tab.count) : tab.count}</span>}
          </button>
        ))}
      </div>
      {extra}
    </div>
  );
}
