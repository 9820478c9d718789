import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { useWords } from '@/kit/book';
import { count } from '@/kit/figures';
import { Empty } from '@/kit/load';
import { ProblemBox } from '@/kit/problem';
import { Section } from '@/kit/section';
import css from '../imports.module.css';
import { inOrder, targets, wallClock, type Mapping } from '../mapping';

/** What would come of the first rows; nothing is written. */
export function Preview({ id, mapping, ready }: { id: string; mapping: Mapping; ready: boolean }) {
  const { t } = useTranslation('imports');
  const preview = api.useMutation('post', '/api/v1/imports/{id}/preview');
  const show = () => preview.mutate({ params: { path: { id } }, body: { mapping: mapping as never } });
  return (
    <Section title={t('preview')} flush extra={<Button size="small" disabled={!ready} loading={preview.isPending} onClick={show}>{t('previewDo')}</Button>}>
      <ProblemBox error={preview.error} />
      {!preview.data && !preview.error && <Empty what={t('previewNone')} />}
      {preview.data && <Rows {...preview.data} />}
    </Section>
  );
}

const times = new Set(targets.filter(({ time }) => time).map(({ name }) => name));

function Rows({ rows, good, bad, lacking }: Schemas['Preview']) {
  const { t } = useTranslation('imports');
  const hasProblems = rows.some(({ problems }) => problems.length > 0);
  const names = inOrder(rows.flatMap(({ values }) => Object.keys(values)));
  const { say } = useWords();
  const head = (name: string) => name.startsWith('fields.') ? say('fields', name.slice(7)) : t([`target.${name}`, `milestone.${name}`, `column.${name}`], { defaultValue: name });
  const said = (name: string, value = '') => (name === 'meaning' ? t(`meaning.${value}`, { defaultValue: value }) : times.has(name) ? wallClock(value) : value);
  return (
    <>
      <p className={css.how}>{t('previewSum', { good: count(good), bad: count(bad) })}</p>
      {lacking.length > 0 && <p className={css.how}>{t('lacking', { columns: lacking.join(t('and')) })}</p>}
      <div
        className={css.rows}
        // What scrolls has to be reachable by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={t('previewRows')}
      >
        <table className={css.grid}>
          <thead><tr><th scope="col">{t('column.line')}</th>{hasProblems && <th scope="col">{t('column.problem')}</th>}{names.map((name) => <th key={name} scope="col">{head(name)}</th>)}</tr></thead>
          <tbody>
            {rows.map(({ line, values, problems }) => (
              <tr key={line}>
                <td>{line}</td>
                {hasProblems && <td className={css.hot}>{problems.join(t('and'))}</td>}
                {names.map((name) => <td key={name}><div className={css.cell} title={values[name]}>{said(name, values[name])}</div></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
