import { WarningOutlined } from '@ant-design/icons';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { addressOf, useViewCounts, useViews } from '@/kit/views';
import css from './shell.module.css';

/** The pinned views of the list below its place, each with how many cases it shows. */
export function PinnedViews() {
  const { t } = useTranslation('app');
  const views = useViews().filter(({ pinned }) => pinned);
  const counted = useViewCounts();
  const { view: on } = useSearch({ strict: false }) as { view?: string };
  return views.map((view) => (
    <Link key={view.id} to="/cases" search={addressOf(view) as never} className={`${css.place} ${css.pinned} ${on === view.id ? css.here : ''}`} activeProps={{}} title={view.name}>
      <span className={css.pinnedName}>{view.name}</span>
      <span className={css.count}>{view.gone.length > 0 ? <WarningOutlined aria-label={t('viewGone')} /> : counted(view.id)}</span>
    </Link>
  ));
}
