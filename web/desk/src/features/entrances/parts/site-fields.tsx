import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import css from '../entrances.module.css';

/** What a chat window needs. */
export function SiteFields() {
  const { t } = useTranslation('entrances');
  const need = (field: string) => [{ required: true, whitespace: true, message: t('need', { what: t(field) }) }];
  return (
    <>
      <Form.Item name="origins" label={t('origins')} extra={t('originsHint')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} spellCheck={false} placeholder="https://shop.example" /></Form.Item>
      <Form.Item name="colour" label={t('colour')} rules={need('colour')}><Input type="color" className={css.colour ?? ''} /></Form.Item>
      <div className={css.pair}>
        <Form.Item name="titleZh" label={t('titleZh')} rules={need('titleZh')}><Input maxLength={30} /></Form.Item>
        <Form.Item name="titleEn" label={t('titleEn')} rules={need('titleEn')}><Input maxLength={60} /></Form.Item>
      </div>
      <Form.Item name="greetingZh" label={t('greetingZh')} rules={need('greetingZh')}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} /></Form.Item>
      <Form.Item name="greetingEn" label={t('greetingEn')} rules={need('greetingEn')}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} /></Form.Item>
    </>
  );
}
