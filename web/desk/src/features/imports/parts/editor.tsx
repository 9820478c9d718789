import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { ProblemBox } from '@/kit/problem';
import { Section } from '@/kit/section';
import css from '../imports.module.css';
import { missing, type Mapping } from '../mapping';
import { Attributes } from './attributes';
import { Columns } from './columns';
import { General } from './general';
import { Meanings } from './meanings';
import { Preview } from './preview';

const blank: Mapping = { source: '', rows: 'event', times: { formats: [], zone: 'as written' }, case: { key: '' } };

/** What each column is; what would come of the first rows stands beside it. */
export function Editor({ it }: { it: Schemas['Import'] }) {
  const { t } = useTranslation('imports');
  const [mapping, setMapping] = useState<Mapping>((it.guess as Mapping | null | undefined) ?? blank);
  const columns = it.columns ?? [];
  const sample = it.sample ?? [];
  const lacks = missing(mapping);
  const part = { mapping, columns, sample, onChange: setMapping };
  return (
    <>
      <div className={css.editor}>
        <div className={css.stack}>
          <Section title={t('general')}><General {...part} /></Section>
          <Section title={t('columns')} flush><Columns {...part} /></Section>
        </div>
        <div className={css.stack}>
          <Section title={t('meanings')} flush><Meanings {...part} /></Section>
          <Section title={t('attributes')}><Attributes {...part} /></Section>
        </div>
      </div>
      <Preview id={it.id} mapping={mapping} ready={lacks.length === 0} />
      {lacks.length > 0 && <Alert type="warning" showIcon title={t('lacks', { what: lacks.map((name) => t(`target.${name}`)).join(t('and')) })} />}
      <Start id={it.id} mapping={mapping} reason={lacks.length > 0 ? t('lacksShort') : undefined} />
    </>
  );
}

function Start({ id, mapping, reason }: { id: string; mapping: Mapping; reason: string | undefined }) {
  const { t } = useTranslation('imports');
  const cache = useQueryClient();
  const start = api.useMutation('post', '/api/v1/imports/{id}/start', {
    onSuccess: () => cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/imports') }),
  });
  const go = (dryRun: boolean) => start.mutate({ params: { path: { id } }, body: { mapping: mapping as never, dry_run: dryRun } });
  return (
    <>
      <ProblemBox error={start.error} />
      <div className={css.foot}>
        <Tooltip title={reason}><Button disabled={reason !== undefined} loading={start.isPending} onClick={() => go(true)}>{t('dryRun')}</Button></Tooltip>
        <Tooltip title={reason}><Button type="primary" disabled={reason !== undefined} loading={start.isPending} onClick={() => go(false)}>{t('start')}</Button></Tooltip>
      </div>
    </>
  );
}
