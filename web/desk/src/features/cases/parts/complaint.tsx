import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { DueChip } from '@/kit/due-chip';
import { Money } from '@/kit/figures';
import { Loaded } from '@/kit/load';
import { Facts, Section } from '@/kit/section';
import { When } from '@/kit/when';
import { useComplaint, type Complaint, type ComplaintsPolicy } from '../complaint-hooks';
import css from '../parts.module.css';
import { usePolicy } from '@/kit/policy';
import { useEntries, type ApprovalsPolicy } from '../policy-words';
import { ComplaintDrawer, type Paper } from './complaint-drawers';
import { Stages } from './stages';

/** The workspace of a complaint: calm first, then record, investigation, finding, compensation, analysis. */
export function ComplaintWorkspace({ it }: { it: Case }) {
  const [paper, setPaper] = useState<Paper>();
  const reading = useComplaint(it.id);
  return (
    <div className={css.workspace}>
      <Loaded of={reading} rows={10}>
        {(complaint) => (
          <>
            <Head it={it} complaint={complaint} write={setPaper} />
            <Stages stages={complaint.stages} />
            <Calm complaint={complaint} />
            <Papers complaint={complaint} write={setPaper} />
            {paper && <ComplaintDrawer it={it} complaint={complaint} paper={paper} onClose={() => setPaper(undefined)} />}
          </>
        )}
      </Loaded>
    </div>
  );
}

type Props = { complaint: Complaint; write: (paper: Paper) => void };

function Head({ it, complaint, write }: Props & { it: Case }) {
  const { t } = useTranslation('cases');
  return (
    <div className={css.head}>
      <b>{complaint.process}</b>
      {complaint.progress_due_at && <DueChip label={t('part.progress')} due={complaint.progress_due_at} half={complaint.progress_half_at} near={complaint.progress_near_at} />}
      {complaint.wanting.length > 0 && <span className={css.quiet}>{t('complaint.wanting', { what: complaint.wanting.map((one) => t(`complaint.paper.${one}`)).join(t('case.and')) })}</span>}
      <span className={css.acts}>
        {complaint.may_write && <Button size="small" onClick={() => write('progress')}>{t('complaint.tellProgress')}</Button>}
        <Link to="/cases/$caseId/record" params={{ caseId: it.id }}>{t('complaint.print')}</Link>
      </span>
    </div>
  );
}

/** What calms a customer first; a quiet room where there is one. */
function Calm({ complaint }: { complaint: Complaint }) {
  const { t } = useTranslation('cases');
  if (complaint.record || complaint.calm.length === 0) return null;
  return (
    <Section title={t('complaint.calm')}>
      <ol className={css.levels}>{complaint.calm.map(({ name, says }) => <li key={name}><b>{name}</b> {says}</li>)}</ol>
      {complaint.quiet_room && <Alert type="info" showIcon title={t('complaint.quietRoom')} />}
    </Section>
  );
}

function Papers({ complaint, write }: Props) {
  const { t } = useTranslation('cases');
  const causes = useEntries(usePolicy<ComplaintsPolicy>('complaints')?.causes);
  const given = useEntries(usePolicy<ApprovalsPolicy>('approvals')?.compensations);
  const { record, finding, analysis, investigation, compensations } = complaint;
  const act = (paper: Paper, there: boolean) => complaint.may_write && <Button type="link" size="small" onClick={() => write(paper)}>{t(there ? 'complaint.again' : `complaint.do.${paper}`)}</Button>;
  const none = <span className={css.quiet}>{t('complaint.none')}</span>;
  return (
    <>
      <Section title={t('complaint.paper.record')} extra={act('record', Boolean(record))}>
        {record ? <Facts items={[
          [t('complaint.facts'), record.record.facts], [t('complaint.demand'), record.record.demand], [t('complaint.severity'), t(`complaint.severities.${record.record.severity}`)],
          [t('complaint.calmed'), t(record.record.calmed ? 'kit:yes' : 'kit:no')], [t('complaint.room'), t(`complaint.rooms.${record.record.quiet_room}`)],
          [t('complaint.writtenBy'), <span key="by">{record.by.name} <When at={record.at} full /></span>],
        ]} /> : none}
      </Section>
      <Section title={t('complaint.paper.investigation')} extra={act('investigation', false)}>
        {investigation.length === 0 ? none : <ol className={css.levels}>{investigation.map((one) => (
          <li key={one.at}>{one.found}{one.evidence && <div className={css.said}>{t('complaint.evidence')}{one.evidence}</div>}<div className={css.quiet}>{one.by.name} <When at={one.at} full /></div></li>
        ))}</ol>}
      </Section>
      <Section title={t('complaint.paper.finding')} extra={act('finding', Boolean(finding))}>
        {finding ? <Facts items={[
          [t('complaint.justified'), t(`complaint.justifieds.${finding.finding.justified}`)], [t('complaint.grounds'), finding.finding.grounds], [t('complaint.faultUnit'), finding.fault_unit?.name],
          [t('complaint.faultPerson'), finding.fault_person?.name], [t('complaint.cause'), causes.say(finding.finding.cause)], [t('complaint.solution'), finding.finding.solution],
          [t('complaint.writtenBy'), <span key="by">{finding.by.name} <When at={finding.at} full /></span>],
        ]} /> : none}
        {compensations.map((one) => <div key={one.at}>{t('complaint.given')} {given.say(one.kind)} <Money fen={one.fen} /> <span className={css.quiet}>{one.budget.name} <When at={one.at} full /></span></div>)}
      </Section>
      <Section title={t('complaint.paper.analysis')} extra={act('analysis', Boolean(analysis))}>
        {analysis ? <Facts items={[[t('complaint.why'), analysis.analysis.why], [t('complaint.remedy'), analysis.analysis.remedy], [t('complaint.writtenBy'), <span key="by">{analysis.by.name} <When at={analysis.at} full /></span>]]} /> : none}
      </Section>
    </>
  );
}
