import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { count } from '@/kit/figures';
import { Empty } from '@/kit/load';
import { ProblemBox } from '@/kit/problem';
import { Section } from '@/kit/section';
import css from '../imports.module.css';
import type { Mapping } from '../mapping';

/** What would come of the first rows; nothing is written. */
export function Preview({ id, mapping, ready }: { id: string; mapping: Mapping; ready: boolean }) {
  const { t } = useTranslation('imports');
  const preview = api.useMutation('post', '/api/v1/imports/{id}/preview');
  const show = () => preview.mutate({ params: { path: { id } }, body: { mapping: mapping as never } });
  const rows = preview.data?.rows ?? [];
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  return (
    <Section title={t('preview')} flush extra={<Button size="small" disabled={!ready} loading={preview.isPending} onClick={show}>{t('previewDo')}</Button>}>
      <ProblemBox error={preview.error} />
      {!preview.data && !preview.error && <Empty what={t('previewNone')} />}
      {preview.data && (
        <div className={css.scroll}>
          <p className={css.quiet} style={{ padding: '0 12px' }}>{t('previewSum', { good: count(preview.data.good), bad: count(preview.data.bad) })}</p>
          <table className={css.grid}>
            <thead><tr><th scope="col">{t('column.line')}</th>{names.map((name) => <th key={name} scope="col">{t(`target.${name}`, { defaultValue: name })}</th>)}<th scope="col">{t('column.problem')}</th></tr></thead>
            <tbody>
              {rows.map(({ line, values, problems }) => (
                <tr key={line}>
                  <td>{line}</td>
                  {names.map((name) => <td key={name}><div className={css.cell} title={values[name]}>{values[name]}</div></td>)}
                  <td className={css.hot}>{problems.join(t('and'))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
