import { PrinterOutlined } from '@ant-design/icons';
import { useParams } from '@tanstack/react-router';
import { Button, Segmented, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { Section } from '@/kit/section';
import { oneOf, text, useUrlState, type Raw } from '@/kit/url';
import { toMinute, When } from '@/kit/when';
import { saveText } from '@/kit/save-file';
import { useScope, type Document } from '../hooks';
import { ActDrawer, Actions } from '../parts/actions';
import { Body } from '../parts/body';
import { Compare } from '../parts/compare';
import { History } from '../parts/history';
import { Problems } from '../parts/problems';
import { useSaid } from '../parts/said';
import { Versions } from '../parts/versions';
import { WhatIf } from '../parts/what-if';
import css from '../policies.module.css';

const looks = ['text', 'diff', 'whatif'] as const;
const parse = (raw: Raw) => ({ version: text(raw, 'version'), look: oneOf(raw, 'look', looks) });

/** A policy as the printed page: its articles, where it comes from, what can be done with it, its versions beside it. */
export function PolicyPage() {
  const { kind = '' } = useParams({ strict: false });
  const [{ version }] = useUrlState(parse);
  const query = version && /^\d+$/.test(version) ? { version: Number(version) } : {};
  const reading = api.useQuery('get', '/api/v1/policies/{kind}', { params: { path: { kind: kind as Document['kind'] }, query } });
  return <Loaded of={reading} rows={14}>{(it) => <Reader it={it} />}</Loaded>;
}

function Reader({ it }: { it: Document }) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const [{ look }, set] = useUrlState(parse);
  const waits = ['draft', 'submitted', 'reviewed'].includes(it.status);
  const shown = ['read', 'text', 'diff', ...(it.what_ifs.length > 0 ? ['whatif'] : [])];
  return (
    <Page title={said(it.title)} note={<Tag>{t(`status.${it.status}`)}</Tag>} extra={<span className={`no-print ${css.acts}`}><Actions it={it} /></span>}>
      <div className={`no-print ${css.looks}`}>
        <Segmented aria-label={t('look.name')} value={look ?? 'read'} onChange={(value) => set({ look: looks.find((one) => one === value) })} options={shown.map((value) => ({ value, label: t(`look.${value}`) }))} />
        <Button icon={<PrinterOutlined />} onClick={() => globalThis.print()}>{t('print')}</Button>
        <Button onClick={() => saveText(`${it.kind}-${it.version}.toml`, it.text, 'text/plain')}>{t('pack.one')}</Button>
      </div>
      <div className={css.reader}>
        <article className={css.paper}>
          <Head it={it} />
          {look === 'text' && <pre className={css.text}>{it.text}</pre>}
          {look === 'diff' && <Compare it={it} />}
          {look === 'whatif' && <WhatIf it={it} />}
          {look === undefined && <Body kind={it.kind} body={it.body} />}
        </article>
        <aside className={css.side}>
          {waits && <Problems all={it.problems} />}
          <Section title={t('history.title')}><History kind={it.kind} version={it.version} /></Section>
          <Section title={t('versions')}><Versions kind={it.kind} shown={it.version} /></Section>
        </aside>
      </div>
      <ActDrawer it={it} />
    </Page>
  );
}

function Head({ it }: { it: Document }) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const scope = useScope();
  const later = ['draft', 'submitted', 'reviewed'].includes(it.status) && it.effective_from <= it.created_at;
  const from = later ? t('onApproval') : toMinute(it.effective_from);
  return (
    <header className={css.paperHead}>
      <h2>{said(it.title)}</h2>
      <p className={css.quiet}>
        {t('head', { version: it.version, from, scope: scope(it) })}
        {it.approved_at && <> · {t('approved')} <When at={it.approved_at} full /></>}
      </p>
      {it.source.length > 0 && <p className={css.quiet}>{t('source', { source: it.source.join(t('and')), certainty: t(`certainty.${it.certainty}`, { defaultValue: it.certainty }) })}</p>}
      {it.notes && <p className={css.quiet}>{said(it.notes)}</p>}
    </header>
  );
}
