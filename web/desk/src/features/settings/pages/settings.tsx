import { Link } from '@tanstack/react-router';
import { Segmented, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOwnLanguage } from '@/api/own-language';
import { useMay, useSession } from '@/api/session';
import { languages, type Language } from '@/i18n/language';
import { Page } from '@/kit/page';
import { setPrefs, usePrefs, type Density, type Theme } from '@/kit/prefs';
import { Facts, Section } from '@/kit/section';
import css from '../settings.module.css';
import { ShortcutTable } from '../parts/shortcuts';
import { WritingSection } from '../parts/writing';

const themes: Theme[] = ['light', 'dark', 'system'];
const densities: Density[] = ['compact', 'comfortable'];

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const may = useMay();
  return (
    <Page title={t('title')} note={t('note')} narrow>
      <Looks />
      {may('conversations.work') && <WritingSection />}
      <Section title={t('shortcuts.title')} extra={<ShortcutSwitch />}><ShortcutTable /></Section>
      <Section title={t('password')}><div className={css.links}><Link to="/password">{t('passwordChange')}</Link><Link to="/second-factor">{t('secondFactor')}</Link></div></Section>
      <Section title={t('absences')}><div className={css.links}><Link to="/me">{t('absencesOpen')}</Link></div></Section>
      {may('system.admin') && <Section title={t('system')}><div className={css.links}><Link to="/settings/entrances">{t('entrances')}</Link><Link to="/settings/single-sign-on">{t('singleSignOn')}</Link></div></Section>}
    </Page>
  );
}

function Looks() {
  const { t, i18n } = useTranslation('settings');
  const { theme, density } = usePrefs();
  const { person } = useSession();
  const changeLanguage = useOwnLanguage();
  return (
    <Section title={t('looks')}>
      <Facts
        items={[
          [t('me'), `${person.name} · ${person.unit_name}`],
          [t('language'), <Segmented<string> key="language" aria-label={t('language')} value={i18n.language} onChange={(value) => void changeLanguage(value as Language)} options={languages.map((value) => ({ value, label: t(`lang.${value}`) }))} />],
          [t('theme'), <Segmented<Theme> key="theme" aria-label={t('theme')} value={theme} onChange={(value) => setPrefs({ theme: value })} options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))} />],
          [t('density'), <Segmented<Density> key="density" aria-label={t('density')} value={density} onChange={(value) => setPrefs({ density: value })} options={densities.map((value) => ({ value, label: t(`densities.${value}`) }))} />],
        ]}
      />
    </Section>
  );
}

function ShortcutSwitch() {
  const { t } = useTranslation('settings');
  const { shortcutsOn } = usePrefs();
  return <Switch size="small" checked={shortcutsOn} aria-label={t('shortcuts.on')} onChange={(on) => setPrefs({ shortcutsOn: on })} />;
}
