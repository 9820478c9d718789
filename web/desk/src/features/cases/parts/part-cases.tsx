import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import { Section } from '@/kit/section';
import { useAddPart, usePartsOf } from '../follow-up-hooks';
import css from '../parts.module.css';
import { OtherCaseField } from './command-fields-hands';

/** Other cases that are parts of this one: it is not closed before they are. */
export function PartCases({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const [open, setOpen] = useState(false);
  const found = usePartsOf(it.id).data;
  const add = useAddPart(it.id);
  if (!found || (found.items.length === 0 && !found.parent && !found.may_add)) return null;
  return (
    <Section title={found.total > 0 ? t('parts.progress', { done: found.done, total: found.total }) : t('parts.title')} extra={found.may_add && <Button type="link" size="small" onClick={() => setOpen(true)}>{t('parts.add')}</Button>}>
      <div className={css.cards}>
        {found.parent && <div className={css.line}>{t('parts.of')} <Link to="/cases/$caseId" params={{ caseId: found.parent.case_id }}>{found.parent.number}</Link> <span className={css.quiet}>{found.parent.subject}</span></div>}
        {found.items.map((one) => (
          <div key={one.case_id} className={css.line}><Link to="/cases/$caseId" params={{ caseId: one.case_id }}>{one.number}</Link> <span className={css.tag}>{t(`status.${one.status}`)}</span> <span className={css.quiet}>{one.subject}</span></div>
        ))}
        {found.items.length === 0 && !found.parent && <span className={css.quiet}>{t('parts.none')}</span>}
      </div>
      {open && (
        <FormDrawer<{ case_id: string }> title={`${t('parts.add')} · ${it.number}`} verb={t('parts.add')} onClose={() => setOpen(false)} onSend={({ case_id: other }) => add(other)}>
          <OtherCaseField not={it.id} />
        </FormDrawer>
      )}
    </Section>
  );
}
