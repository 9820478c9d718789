import { WarningOutlined } from '@ant-design/icons';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { addressOf, talksOf, useViewCounts, useViews } from '@/kit/views';
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

/** The pinned views of the workspace below its place. */
export function PinnedTalkViews() {
  const { t } = useTranslation('app');
  const views = useViews('conversations').filter(({ pinned }) => pinned);
  const { saved } = useSearch({ strict: false }) as { saved?: string };
  return views.map((view) => (
    <Link key={view.id} to="/conversations" search={talksOf(view) as never} className={`${css.place} ${css.pinned} ${saved === view.id ? css.here : ''}`} activeProps={{}} title={view.name}>
      <span className={css.pinnedName}>{view.name}</span>
      {view.gone.length > 0 && <span className={css.count}><WarningOutlined aria-label={t('viewGone')} /></span>}
    </Link>
  ));
}
