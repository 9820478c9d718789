import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import css from '../customers.module.css';

/** The pages about customers that somebody may open. */
export function Tabs() {
  const { t } = useTranslation('customers');
  const may = useMay();
  const all = [
    { to: '/customers', name: 'customers', shown: true },
    { to: '/customers/duplicates', name: 'duplicates', shown: true },
    { to: '/customers/sheets', name: 'sheets', shown: may('customers.import') },
    { to: '/customers/erasures', name: 'erasures', shown: may('customers.erase') },
  ] as const;
  return (
    <nav className={css.tabs} aria-label={t('tabs.name')}>
      {all.filter(({ shown }) => shown).map(({ to, name }) => (
        <Link key={to} to={to} className={css.tab ?? ''} activeOptions={{ exact: to === '/customers', includeSearch: false }} activeProps={{ className: css.tabOn ?? '' }}>{t(`tabs.${name}`)}</Link>
      ))}
    </nav>
  );
}
