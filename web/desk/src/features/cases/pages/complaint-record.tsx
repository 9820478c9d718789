import { PrinterOutlined } from '@ant-design/icons';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { useWords } from '@/kit/book';
import { yuan } from '@/kit/figures';
import { Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { exact, toMinute } from '@/kit/when';
import { useComplaint, type Complaint, type ComplaintsPolicy } from '../complaint-hooks';
import { useCase } from '../hooks';
import css from '../print.module.css';
import { usePolicy } from '@/kit/policy';
import { useEntries, type ApprovalsPolicy } from '../policy-words';

/** The complaint record as a document on A4. */
export function ComplaintRecordPage() {
  const { t } = useTranslation('cases');
  const { caseId = '' } = useParams({ strict: false });
  const reading = useCase(caseId);
  const complaint = useComplaint(caseId);
  return (
    <Page title={t('complaint.sheet')} narrow extra={<Button type="primary" icon={<PrinterOutlined />} onClick={() => globalThis.print()}>{t('complaint.printDo')}</Button>}>
      <Loaded of={reading}>{(it) => <Loaded of={complaint}>{(found) => <Sheet it={it} found={found} />}</Loaded>}</Loaded>
    </Page>
  );
}

function Sheet({ it, found }: { it: Case; found: Complaint }) {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const causes = useEntries(usePolicy<ComplaintsPolicy>('complaints')?.causes);
  const given = useEntries(usePolicy<ApprovalsPolicy>('approvals')?.compensations);
  const { record, finding, analysis } = found;
  return (
    <article className={css.sheet}>
      <h2>{t('complaint.sheet')}</h2>
      <table>
        <tbody>
          <Row name={t('complaint.number')}>{it.number}</Row>
          <Row name={t('field.opened')}>{toMinute(it.opened_at)}</Row>
          <Row name={t('field.customer')}>{it.customer?.name} {it.contact_how}</Row>
          <Row name={t('field.class')}>{[say('kinds', it.kind), say('classes', it.class)].filter(Boolean).join(' / ')}</Row>
          <Row name={t('field.firstOwner')}>{it.first_owner?.name}</Row>
          <Row name={t('field.owner')}>{it.owner?.name} {it.unit.name}</Row>
          <Row name={t('complaint.facts')}>{record?.record.facts ?? it.description}</Row>
          <Row name={t('complaint.demand')}>{record?.record.demand}</Row>
          <Row name={t('complaint.severity')}>{record && t(`complaint.severities.${record.record.severity}`)}</Row>
          <Row name={t('complaint.paper.investigation')}>{found.investigation.map((one) => <p key={one.at}>{one.found} {one.evidence && t('complaint.evidence') + one.evidence}（{one.by.name} {toMinute(one.at)}）</p>)}</Row>
          <Row name={t('complaint.paper.finding')}>{finding && <p>{t(`complaint.justifieds.${finding.finding.justified}`)}。{finding.finding.grounds}</p>}</Row>
          <Row name={t('complaint.fault')}>{[finding?.fault_unit?.name, finding?.fault_person?.name, causes.say(finding?.finding.cause)].filter(Boolean).join(' · ')}</Row>
          <Row name={t('complaint.solution')}>{finding?.finding.solution}</Row>
          <Row name={t('complaint.given')}>{found.compensations.map((one) => <p key={one.at}>{given.say(one.kind)} ¥{yuan(one.fen)} {one.budget.name}</p>)}</Row>
          <Row name={t('complaint.paper.analysis')}>{analysis && <p>{analysis.analysis.why} {analysis.analysis.remedy}</p>}</Row>
          <Row name={t('complaint.stages')}>{found.stages.map(({ stage, at }) => at && <p key={stage}>{t(`complaint.stage.${stage}`)} {exact(at)}</p>)}</Row>
          <Row name={t('field.outcome')}>{say('outcomes', it.outcome)} {it.closed_at && toMinute(it.closed_at)}</Row>
        </tbody>
      </table>
      <footer>{t('complaint.signs')}</footer>
    </article>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return <tr><th scope="row">{name}</th><td>{children}</td></tr>;
}
