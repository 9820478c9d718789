import { PrinterOutlined } from '@ant-design/icons';
import { useParams } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { Section } from '@/kit/section';
import { oneOf, text, useUrlState, type Raw } from '@/kit/url';
import { toMinute, When } from '@/kit/when';
import { Body } from '../parts/body';
import { Diff } from '../parts/diff';
import { useSaid } from '../parts/said';
import { Versions } from '../parts/versions';
import css from '../policies.module.css';

const parse = (raw: Raw) => ({ version: text(raw, 'version'), look: oneOf(raw, 'look', ['text', 'diff']) });
type Document = Schemas['PolicyDocument'];

/** A policy as the printed page: its articles, where it comes from, and its versions beside it. */
export function PolicyPage() {
  const { kind = '' } = useParams({ strict: false });
  const [{ version }] = useUrlState(parse);
  const query = version && /^\d+$/.test(version) ? { version: Number(version) } : {};
  const reading = api.useQuery('get', '/api/v1/policies/{kind}', { params: { path: { kind }, query } });
  return <Loaded of={reading} rows={14}>{(it) => <Reader it={it} />}</Loaded>;
}

function Reader({ it }: { it: Document }) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const [{ look }, set] = useUrlState(parse);
  const tools = (
    <>
      <Segmented
        aria-label={t('look.name')}
        value={look ?? 'read'}
        onChange={(value) => set({ look: value === 'read' ? undefined : (value as 'text' | 'diff') })}
        options={['read', 'text', ...(it.version > 1 ? ['diff'] : [])].map((value) => ({ value, label: t(`look.${value}`) }))}
      />
      <Button icon={<PrinterOutlined />} onClick={() => globalThis.print()}>{t('print')}</Button>
    </>
  );
  return (
    <Page title={said(it.title)} extra={<span className="no-print">{tools}</span>}>
      <div className={css.reader}>
        <article className={css.paper}>
          <Head it={it} />
          {look === 'text' && <pre className={css.text}>{it.text}</pre>}
          {look === 'diff' && <Diff kind={it.kind} from={it.version - 1} to={it.version} />}
          {look === undefined && <Body body={it.body} />}
        </article>
        <aside className={css.side}><Section title={t('versions')}><Versions kind={it.kind} shown={it.version} /></Section></aside>
      </div>
    </Page>
  );
}

function Head({ it }: { it: Document }) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  return (
    <header className={css.paperHead}>
      <h2>{said(it.title)}</h2>
      <p className={css.quiet}>
        {t('head', { version: it.version, from: toMinute(it.effective_from), scope: t(`scope.${it.scope}`, { defaultValue: it.scope }) })}
        {it.approved_at && <> · {t('approved')} <When at={it.approved_at} full /></>}
      </p>
      {it.source.length > 0 && <p className={css.quiet}>{t('source', { source: it.source.join(t('and')), certainty: t(`certainty.${it.certainty}`, { defaultValue: it.certainty }) })}</p>}
      {it.notes && <p className={css.quiet}>{said(it.notes)}</p>}
    </header>
  );
}
