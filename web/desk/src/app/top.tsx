import { BulbOutlined, GlobalOutlined, QuestionCircleOutlined, SearchOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { http } from '@/api/client';
import { useOwnLanguage } from '@/api/own-language';
import { useSession } from '@/api/session';
import { forgetLanguage, languages, type Language } from '@/i18n/language';
import { dropAllDrafts } from '@/kit/draft';
import { Key } from '@/kit/key';
import { setPrefs, useNarrow, usePrefs, type Theme } from '@/kit/prefs';
import { NextPromise } from './next-promise';
import { Notices } from './notices';
import { Presence } from './presence';
import css from './shell.module.css';

const themes: Theme[] = ['light', 'dark', 'system'];

/** The top line: where we are at home, the command bar, what is promised next, and the person's own things. */
export function Top({ onBar }: { onBar: () => void }) {
  const { t } = useTranslation('app');
  const { organisation } = useSession();
  const narrow = useNarrow();
  return (
    <header className={css.top}>
      <Link to="/" className={css.brand ?? ''} aria-label={t('home', { organisation })}>
        <img src="/hearth.svg" alt="" />
        <span className={css.brandName}>{organisation}</span>
      </Link>
      <button type="button" className={css.search} onClick={onBar}>
        <SearchOutlined aria-hidden />
        <span className={css.searchText}>{t('bar.hint')}</span>
        {!narrow && <Key id="bar.open" />}
      </button>
      <div className={css.topEnd}>
        {!narrow && <NextPromise />}
        <Presence />
        <Notices />
        {!narrow && <Link to="/help" aria-label={t('place.help')} className={css.topLink ?? ''}><QuestionCircleOutlined /></Link>}
        {!narrow && <LanguageMenu />}
        {!narrow && <ThemeMenu />}
        <Me />
      </div>
    </header>
  );
}

function LanguageMenu() {
  const { t, i18n } = useTranslation('app');
  const change = useOwnLanguage();
  const menu: MenuProps = {
    selectable: true,
    selectedKeys: [i18n.language],
    items: languages.map((key) => ({ key, label: t(`language.${key}`) })),
    onClick: ({ key }) => void change(key as Language),
  };
  return <Dropdown menu={menu} trigger={['click']}><Button type="text" icon={<GlobalOutlined />} aria-label={t('language.choose')} /></Dropdown>;
}

function ThemeMenu() {
  const { t } = useTranslation('app');
  const { theme } = usePrefs();
  const menu: MenuProps = {
    selectable: true,
    selectedKeys: [theme],
    items: themes.map((key) => ({ key, label: t(`theme.${key}`) })),
    onClick: ({ key }) => setPrefs({ theme: key as Theme }),
  };
  return <Dropdown menu={menu} trigger={['click']}><Button type="text" icon={<BulbOutlined />} aria-label={t('theme.choose')} /></Dropdown>;
}

function Me() {
  const { t } = useTranslation('app');
  const { person } = useSession();
  const navigate = useNavigate();
  const leave = useLeave();
  const narrow = useNarrow();
  const menu: MenuProps = {
    items: [
      { key: 'who', type: 'group', label: `${person.name} · ${person.unit_name}` },
      { key: 'settings', label: t('place.settings') },
      { key: 'password', label: t('me.password') },
      { key: 'help', label: t('place.help') },
      { type: 'divider' },
      { key: 'leave', label: t('me.leave') },
    ],
    onClick: ({ key }) => {
      if (key === 'settings') void navigate({ to: '/settings' });
      if (key === 'help') void navigate({ to: '/help' });
      if (key === 'password') void navigate({ to: '/password' });
      if (key === 'leave') void leave();
    },
  };
  return (
    <Dropdown menu={menu} trigger={['click']}>
      <Button type="text" icon={<UserOutlined />} aria-label={t('me.menu', { name: person.name })}>{!narrow && <span className={css.myName} title={person.name}>{person.name}</span>}</Button>
    </Dropdown>
  );
}

function useLeave(): () => Promise<void> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await http.DELETE('/api/v1/session');
    dropAllDrafts();
    forgetLanguage();
    await navigate({ to: '/sign-in' });
    cache.clear();
  };
}
