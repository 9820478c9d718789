import { Alert, Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { offline, toProblem, unreadable } from '@/api/problem';
import type { Problem } from '@/api/types';
import css from './kit.module.css';

type Say = (key: string) => string;

/** The heading and the sentence of a problem; those of the server win over ours. */
export function problemWords(problem: Problem, t: Say): { title: string; detail: string } {
  if (problem.code === offline) return { title: t('problem.offline'), detail: t('problem.offlineDo') };
  if (problem.code === unreadable || problem.title === '') return { title: t('problem.fault'), detail: t('problem.faultDo') };
  return { title: problem.title, detail: '' };
}

export function RequestId({ problem }: { problem: Problem }) {
  const { t } = useTranslation('kit');
  if (!problem.request_id) return null;
  return <span className={css.request}>{t('problem.request')} {problem.request_id}</span>;
}

/** In the place of content that could not be had: what happened, what to do, the request's id. */
export function ProblemPage({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { t } = useTranslation('kit');
  const problem = toProblem(error);
  const { title, detail } = problemWords(problem, t);
  const status = problem.status === 403 ? '403' : problem.status === 404 ? '404' : 'warning';
  return (
    <Result
      status={status === '403' || status === '404' ? 'info' : status}
      title={title}
      subTitle={<span className={css.problem}>{detail}<RequestId problem={problem} /></span>}
      extra={status === 'warning' ? retry && <Button onClick={retry}>{t('again')}</Button> : <Button onClick={back}>{t('back')}</Button>}
    />
  );
}

/** To where one came from; to the first page for those who came from outside. */
function back() {
  if (window.history.length > 1) window.history.back();
  else window.location.assign('/');
}

/** In the place of a page that only others may open. */
export function NoRight() {
  const { t } = useTranslation('kit');
  return <Result status="info" title={t('problem.noRight')} subTitle={t('problem.noRightDo')} extra={<Button onClick={back}>{t('back')}</Button>} />;
}

/** Above a form or a part: the same in one box. */
export function ProblemBox({ error }: { error: unknown }) {
  const { t } = useTranslation('kit');
  if (!error) return null;
  const problem = toProblem(error);
  const { title, detail } = problemWords(problem, t);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={<span className={css.problem}>{detail}{(problem.problems ?? []).map((one) => <span key={one.field}>{one.detail}</span>)}<RequestId problem={problem} /></span>}
    />
  );
}
