import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBook } from '@/kit/book';
import { MomentField } from '@/kit/fields';
import { Words } from './command-fields';
import { usePresets } from './command-fields-hands';

/** Answered on the spot, or a time promised; "later" only where policy asks for no promise. */
export function AnswerFields() {
  const { t } = useTranslation('cases');
  const { promises } = useBook();
  const presets = usePresets();
  const kind: unknown = Form.useWatch('kind');
  const way: unknown = Form.useWatch('answer_now');
  const free = !promises.needed || (typeof kind === 'string' && (promises.except_kinds ?? []).includes(kind));
  const ways = ['answered', 'promise', ...(free ? ['later'] : [])];
  return (
    <>
      <Form.Item name="answer_now" label={t('new.answerHow')}>
        <Radio.Group options={ways.map((value) => ({ value, label: t(`new.way.${value}`) }))} />
      </Form.Item>
      {way === 'answered' && <Words name="answer" label={t('new.answerText')} required />}
      {way === 'promise' && (
        <>
          <Form.Item name="promise_due" label={t('form.promiseDue')} rules={[{ required: true, message: t('form.dueNeed') }]}><MomentField presets={presets} /></Form.Item>
          <Words name="promise_text" label={t('form.promiseText')} required />
        </>
      )}
    </>
  );
}
