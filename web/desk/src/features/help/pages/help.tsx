import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Key } from '@/kit/key';
import { shortcuts, type ShortcutId } from '@/kit/keys';
import { Page } from '@/kit/page';
import { Facts, Section } from '@/kit/section';
import css from '../help.module.css';
import { Colours } from '../parts/colours';
import { Figures } from '../parts/figures';

/** What one wants to know beside the work: keys, colours, figures, and where more is written. */
export function HelpPage() {
  const { t } = useTranslation('help');
  const may = useMay();
  return (
    <Page title={t('title')} narrow>
      <Section title={t('colours.title')}><Colours /></Section>
      <Section title={t('keys.title')} extra={<Link to="/settings">{t('keys.change')}</Link>}><Keys /></Section>
      {may('metrics.read') && <Section title={t('figures.title')}><Figures /></Section>}
      <Section title={t('more.title')}><More /></Section>
    </Page>
  );
}

function Keys() {
  const { t } = useTranslation('app');
  const ids = Object.keys(shortcuts) as ShortcutId[];
  return <div className={css.keys}><Facts items={ids.map((id) => [t(`key.${id}`), <Key key={id} id={id} />])} /></div>;
}

function More() {
  const { t } = useTranslation('help');
  return (
    <ul className={css.more}>
      <li>{t('more.manual')} <code>docs/book</code></li>
      <li>{t('more.policy')} <Link to="/policies">{t('more.policyLink')}</Link></li>
      <li>{t('more.api')} <a href="/api/v1/openapi.json" target="_blank" rel="noreferrer">openapi.json</a></li>
      <li>{t('more.problem')}</li>
    </ul>
  );
}
