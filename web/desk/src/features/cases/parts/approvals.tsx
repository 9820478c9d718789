import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { Section } from '@/kit/section';
import { useApprovalsOf, type ApprovalAct } from '../approval-hooks';
import css from '../parts.module.css';
import { usePolicy } from '@/kit/policy';
import { useEntries, type ApprovalsPolicy } from '../policy-words';
import { ApprovalCard } from './approval-card';
import { AskDrawer } from './approval-drawers';

/** What was asked for on a case; asking for more. */
export function Approvals({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const [asking, setAsking] = useState<ApprovalAct>();
  const found = useApprovalsOf(it.id).data;
  const subjects = useEntries(usePolicy<ApprovalsPolicy>('approvals')?.subjects.map((one) => ({ ...one, id: one.act })));
  if (!found || (found.items.length === 0 && found.may_ask.length === 0)) return null;
  const ask = found.may_ask.length > 0 && (
    <Dropdown trigger={['click']} menu={{ items: found.may_ask.map((act) => ({ key: act, label: subjects.say(act) })), onClick: ({ key }) => setAsking(key as ApprovalAct) }}>
      <Button type="link" size="small">{t('approval.ask')}</Button>
    </Dropdown>
  );
  return (
    <Section title={t('approval.title')} extra={ask}>
      {found.items.length === 0 ? <span className={css.quiet}>{t('approval.noneHere')}</span> : <div className={css.cards}>{found.items.map((one) => <ApprovalCard key={one.id} it={one} />)}</div>}
      {asking && <AskDrawer it={it} act={asking} onClose={() => setAsking(undefined)} />}
    </Section>
  );
}
