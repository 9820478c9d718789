import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, http } from '@/api/client';
import { taken } from '@/api/taken';
import { useBook, useWords } from '@/kit/book';
import { dropDraft, keepDraft, readDraft } from '@/kit/draft';
import { MomentField, UnitField } from '@/kit/fields';
import { useGuardedForm } from '@/kit/form';
import { Page } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { Section } from '@/kit/section';
import { text, useUrlState, type Raw } from '@/kit/url';
import css from '../cases.module.css';
import { settle } from '../hooks';
import { toNewCase, type NewCaseValues } from '../new-case-rules';
import { AnswerFields } from '../parts/answer-fields';
import { Words } from '../parts/command-fields';
import { ApplicationFields } from '../parts/application-fields';
import { CustomerFinder } from '../parts/customer-finder';
import { KindFields } from '../parts/edit-fields';
import { FormFields } from '../parts/form-fields';
import { IntakeQuality } from '../parts/quality';
import { TagPick } from '@/kit/tag-pick';
import { TemplatePick } from '../parts/template-pick';

const parse = (raw: Raw) => ({ customer: text(raw, 'customer'), conversation: text(raw, 'conversation') });

/** Taking in a case: who, how to reach them, what, when; then an answer at once, or a promise. */
export function NewCasePage() {
  const { t } = useTranslation('cases');
  const navigate = useNavigate();
  const [{ customer, conversation }] = useUrlState(parse);
  // A case from a conversation is begun beside one that is being taken in.
  const draft = conversation ? `case.new.${conversation}` : 'case.new';
  const [form] = Form.useForm<NewCaseValues>();
  const { busy, error, send, guard } = useOpening(form, draft, conversation);
  const [first] = useState(() => ({ channel: 'phone', answer_now: 'promise', ...readDraft(draft), ...(customer ? { customer_id: customer } : {}) }));
  return (
    <Page title={t('new.title')} narrow>
      <Form
        form={form}
        layout="vertical"
        validateTrigger="onBlur"
        scrollToFirstError={{ focus: true }}
        initialValues={first}
        onFinish={send}
        onKeyDownCapture={guard}
        onValuesChange={(_, values) => keepDraft(draft, values)}
      >
        <Sections onTemplate={(one) => form.setFieldsValue(one)} />
        <ProblemBox error={error} />
        <div className={css.formFoot}>
          <Button onClick={() => void navigate({ to: '/cases' })}>{t('kit:cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={busy}>{t('new.do')}</Button>
        </div>
      </Form>
    </Page>
  );
}

function useOpening(form: Parameters<typeof useGuardedForm<NewCaseValues>>[0], draft: string, conversation: string | undefined) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const open = api.useMutation('post', '/api/v1/cases');
  return useGuardedForm<NewCaseValues>(form, async (values) => {
    const opened = await open.mutateAsync({ body: toNewCase(values) });
    dropDraft(draft);
    settle(cache, opened);
    if (conversation === undefined) return navigate({ to: '/cases/$caseId', params: { caseId: opened.id } });
    await taken(http.POST('/api/v1/conversations/{id}/cases', { params: { path: { id: conversation } }, body: { case_id: opened.id } }));
    return navigate({ to: '/conversations/$talkId', params: { talkId: conversation } });
  });
}

function Sections({ onTemplate }: { onTemplate: (values: Partial<NewCaseValues>) => void }) {
  const { t } = useTranslation('cases');
  const { choices } = useWords();
  const { tags: policy } = useBook();
  return (
    <div className={css.cards}>
      <TemplatePick onPick={onTemplate} />
      <Section title={t('new.who')}>
        <CustomerFinder />
        <div className={css.grid2}>
          <Form.Item name="contact_how" label={t('field.contactHow')} extra={t('new.contactHint')}><Input autoComplete="off" /></Form.Item>
          <Form.Item name="channel" label={t('field.channel')} rules={[{ required: true, message: t('form.channelNeed') }]}><Select options={choices('channels')} /></Form.Item>
        </div>
      </Section>
      <Section title={t('new.what')}>
        <KindFields />
        <Form.Item name="subject" label={t('field.subject')} rules={[{ required: true, whitespace: true, message: t('form.subjectNeed') }]}><Input maxLength={200} showCount /></Form.Item>
        <Words name="description" label={t('field.description')} required />
        <FormFields />
        {policy.at_most > 0 && <Form.Item name="tags" label={t('kit:tags.title')} initialValue={[]}><TagPick value={[]} onChange={() => undefined} /></Form.Item>}
        <div className={css.grid2}>
          <Form.Item name="happened_at" label={t('field.happenedAt')}><MomentField /></Form.Item>
          <Form.Item name="unit_id" label={t('field.unit')} extra={t('new.unitHint')}><UnitField allowClear /></Form.Item>
        </div>
      </Section>
      <ApplicationFields />
      <Section title={t('new.answer')}><AnswerFields /></Section>
      <IntakeQuality />
    </div>
  );
}
