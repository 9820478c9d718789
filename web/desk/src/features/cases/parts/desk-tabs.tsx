import { count } from '@/kit/figures';
import css from '../cases.module.css';

type Tab = { key: string; name: string; count?: number | undefined; hot?: boolean };

/** The parts of a desk page as tabs, each with its pushed count. */
export function DeskTabs({ label, tabs, on, onShow }: { label: string; tabs: Tab[]; on: string; onShow: (key: string) => void }) {
  return (
    <div className={css.tabs}>
      <div role="tablist" aria-label={label} className={css.tabList}>
        {tabs.map((tab) => (
          <button key={tab.key} type="button" role="tab" aria-selected={on === tab.key} className={`${css.tab} ${on === tab.key ? css.tabOn : ''}`} onClick={() => onShow(tab.key)}>
            {tab.name}
            {tab.count !== undefined && <span className={`${css.tabCount} ${tab.hot && tab.count > 0 ? css.tabHot : ''}`}>{count(tab.count)}</span>}
          </button>
        ))}
      </div>
    </div>
  );
}
