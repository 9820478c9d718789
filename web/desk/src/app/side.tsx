import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Tooltip } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { setPrefs, usePrefs } from '@/kit/prefs';
import { PinnedTalkViews, PinnedViews } from './pinned-views';
import type { Place } from './places';
import css from './shell.module.css';

/** The navigation by the loop; folds to icons. */
export function Side({ places }: { places: Place[] }) {
  const { t } = useTranslation('app');
  const { navFolded } = usePrefs();
  const groups = [...new Set(places.map(({ group }) => group))];
  return (
    <nav className={`${css.side} ${navFolded ? css.folded : ''}`} aria-label={t('nav')}>
      {groups.map((group) => (
        <div key={group}>
          <div className={css.group}>{!navFolded && t(`group.${group}`)}</div>
          {places.filter((place) => place.group === group).map((place) => (
            <Fragment key={place.to}>
              <Entry place={place} folded={navFolded} />
              {place.name === 'cases' && !navFolded && <PinnedViews />}
              {place.name === 'talks' && !navFolded && <PinnedTalkViews />}
            </Fragment>
          ))}
        </div>
      ))}
      <Button
        type="text"
        className={css.fold}
        icon={navFolded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        aria-label={t(navFolded ? 'unfold' : 'fold')}
        onClick={() => setPrefs({ navFolded: !navFolded })}
      />
    </nav>
  );
}

function Entry({ place, folded }: { place: Place; folded: boolean }) {
  const { t } = useTranslation('app');
  const name = t(`place.${place.name}`);
  return (
    <Tooltip title={folded ? name : undefined} placement="right">
      <Link to={place.to} className={css.place ?? ''} activeProps={{ className: css.here ?? '' }} aria-label={folded ? name : undefined}>
        {place.icon}
        {!folded && name}
        {place.name === 'talks' && !folded && <TalkCount />}
      </Link>
    </Tooltip>
  );
}

/** How many conversations are mine now. */
function TalkCount() {
  const { data } = api.useQuery('get', '/api/v1/conversations/counts', undefined, { staleTime: Infinity });
  return data && data.mine > 0 ? <span className={css.count}>{data.mine}</span> : null;
}

/** The same on a phone: the few most used, at the thumb. */
export function Bottom({ places }: { places: Place[] }) {
  const { t } = useTranslation('app');
  return (
    <nav className={css.bottom} aria-label={t('navBottom')}>
      {places.filter(({ bottom }) => bottom).slice(0, 5).map((place) => (
        <Link key={place.to} to={place.to} className={css.tab ?? ''} activeProps={{ className: css.tabHere ?? '' }}>
          {place.icon}
          {t(`place.${place.name}`)}
        </Link>
      ))}
    </nav>
  );
}
