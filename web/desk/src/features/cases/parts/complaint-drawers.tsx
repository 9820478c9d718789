import { Checkbox, Form, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Case, Schemas } from '@/api/types';
import { PersonField, UnitField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { tellDone } from '@/kit/undo';
import { useComplaintCommands, type Complaint, type ComplaintsPolicy } from '../complaint-hooks';
import { usePolicy } from '@/kit/policy';
import { useEntries } from '../policy-words';
import { Words } from './command-fields';

export type Paper = 'record' | 'investigation' | 'finding' | 'analysis' | 'progress';

type Props = { it: Case; complaint: Complaint; paper: Paper; onClose: () => void };

/** Writing one paper of a complaint. */
export function ComplaintDrawer({ it, complaint, paper, onClose }: Props) {
  const { t } = useTranslation('cases');
  const commands = useComplaintCommands(it.id);
  const send = (values: never): Promise<unknown> => {
    if (paper === 'progress') return commands.progress((values as { body: string }).body);
    if (paper === 'record') return commands.record({ ...(values as Schemas['ComplaintRecord']), calmed: Boolean((values as { calmed?: boolean }).calmed) });
    return commands[paper](values);
  };
  return (
    <FormDrawer<never>
      title={`${t(`complaint.do.${paper}`)} · ${it.number}`}
      verb={t('complaint.write')}
      size={520}
      draft={`complaint.${it.id}.${paper}`}
      initial={initial(it, complaint, paper) as never}
      onClose={onClose}
      onSend={async (values) => {
        await send(values);
        tellDone(t(`complaint.done.${paper}`, { number: it.number }));
      }}
    >
      {paper === 'record' && <RecordFields room={complaint.quiet_room} />}
      {paper === 'investigation' && <><Words name="found" label={t('complaint.found')} required autoFocus /><Words name="evidence" label={t('complaint.evidenceField')} /></>}
      {paper === 'finding' && <FindingFields />}
      {paper === 'analysis' && <><Words name="why" label={t('complaint.why')} required autoFocus /><Words name="remedy" label={t('complaint.remedy')} required /></>}
      {paper === 'progress' && <Words name="body" label={t('complaint.progressWords')} required autoFocus />}
    </FormDrawer>
  );
}

/** What stands there already, or what the case says. */
function initial(it: Case, complaint: Complaint, paper: Paper): object {
  if (paper === 'record') return complaint.record?.record ?? { facts: it.description, demand: typeof it.fields['demand'] === 'string' ? it.fields['demand'] : undefined, severity: 'minor', quiet_room: 'not_offered' };
  if (paper === 'finding') return complaint.finding?.finding ?? {};
  if (paper === 'analysis') return complaint.analysis?.analysis ?? {};
  return {};
}

function RecordFields({ room }: { room: boolean }) {
  const { t } = useTranslation('cases');
  const radio = (list: string, values: string[]) => values.map((value) => ({ value, label: t(`complaint.${list}.${value}`) }));
  return (
    <>
      <Words name="facts" label={t('complaint.facts')} required autoFocus />
      <Words name="demand" label={t('complaint.demand')} required />
      <Form.Item name="severity" label={t('complaint.severity')}><Radio.Group options={radio('severities', ['minor', 'major', 'critical'])} /></Form.Item>
      <Form.Item name="calmed" valuePropName="checked"><Checkbox>{t('complaint.calmedField')}</Checkbox></Form.Item>
      <Form.Item name="quiet_room" label={t('complaint.room')} hidden={!room}><Radio.Group options={radio('rooms', ['not_offered', 'taken', 'declined'])} /></Form.Item>
    </>
  );
}

function FindingFields() {
  const { t } = useTranslation('cases');
  const causes = useEntries(usePolicy<ComplaintsPolicy>('complaints')?.causes);
  const unit: unknown = Form.useWatch('fault_unit_id');
  return (
    <>
      <Form.Item name="justified" label={t('complaint.justified')} rules={[{ required: true, message: t('complaint.justifiedNeed') }]}>
        <Radio.Group options={['valid', 'partly', 'not_valid'].map((value) => ({ value, label: t(`complaint.justifieds.${value}`) }))} />
      </Form.Item>
      <Words name="grounds" label={t('complaint.grounds')} required />
      <Form.Item name="fault_unit_id" label={t('complaint.faultUnit')}><UnitField allowClear /></Form.Item>
      <Form.Item name="fault_person_id" label={t('complaint.faultPerson')}><PersonField allowClear unit={typeof unit === 'string' ? unit : undefined} /></Form.Item>
      <Form.Item name="cause" label={t('complaint.cause')}><Select allowClear options={causes.choices} /></Form.Item>
      <Words name="solution" label={t('complaint.solution')} required />
    </>
  );
}
