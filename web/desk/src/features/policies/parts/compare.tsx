import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Empty } from '@/kit/load';
import { text, useUrlState, type Raw } from '@/kit/url';
import type { Document } from '../hooks';
import css from '../policies.module.css';
import { Diff } from './diff';

const parse = (raw: Raw) => ({ with: text(raw, 'with') });

/** What differs from any other version; from the one in force, or the one before, to begin with. */
export function Compare({ it }: { it: Document }) {
  const { t } = useTranslation('policies');
  const [{ with: other }, set] = useUrlState(parse);
  const reading = api.useQuery('get', '/api/v1/policies/{kind}/versions', { params: { path: { kind: it.kind } } });
  const others = (reading.data?.items ?? []).filter(({ version }) => version !== it.version);
  const first = it.in_force && it.in_force !== it.version ? it.in_force : others.find(({ version }) => version < it.version)?.version;
  const chosen = others.some(({ version }) => version === Number(other)) ? Number(other) : first;
  const options = others.map(({ version, status }) => ({ value: version, label: `${t('versionN', { version })} · ${t(`status.${status}`)}` }));
  return (
    <>
      <p className={css.pick}>
        <label htmlFor="compare-with">{t('diff.with')}</label>
        <Select id="compare-with" value={chosen} options={options} onChange={(version: number) => set({ with: String(version) })} style={{ width: 220 }} />
      </p>
      {chosen === undefined ? <Empty what={t('diff.alone')} /> : <Diff kind={it.kind} from={chosen} to={it.version} />}
    </>
  );
}
