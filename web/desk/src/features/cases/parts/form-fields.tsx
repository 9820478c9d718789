import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { askedFor, useBook, useWords, wordIn, type Book } from '@/kit/book';
import { DayField, MoneyField } from '@/kit/fields';

/** The fields that policy's forms ask for beyond those every case has. */
export function FormFields() {
  const { t } = useTranslation('cases');
  const book = useBook();
  const { say } = useWords();
  const kind: unknown = Form.useWatch('kind');
  const className: unknown = Form.useWatch('class');
  const asked = askedFor(book, typeof kind === 'string' ? kind : undefined, typeof className === 'string' ? className : undefined);
  const own = book.fields.filter(({ id }) => asked.has(id));
  return own.map((field) => {
    const label = say('fields', field.id);
    const required = Boolean(asked.get(field.id)?.required);
    return (
      <Form.Item
        key={field.id}
        name={['fields', field.id]}
        label={label}
        required={required}
        valuePropName={field.is === 'yes_no' ? 'checked' : 'value'}
        rules={required ? [{ required: true, message: t('kit:required', { what: label }) }] : []}
      >
        <Answer field={field} />
      </Form.Item>
    );
  });
}

type AnswerProps = { field: Book['fields'][number]; value?: never; onChange?: never; checked?: never; id?: string };

function Answer({ field, ...rest }: AnswerProps) {
  const { i18n } = useTranslation();
  const options = (field.choices ?? []).map(({ id }) => ({ value: id, label: wordIn(field.choices ?? [], id, i18n.language) }));
  if (field.is === 'choice') return <Select allowClear options={options} {...rest} />;
  if (field.is === 'yes_no') return <Switch {...rest} />;
  if (field.is === 'number') return <InputNumber style={{ width: '100%' }} precision={0} {...rest} />;
  if (field.is === 'money') return <MoneyField {...rest} />;
  if (field.is === 'date') return <DayField {...rest} />;
  return <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} {...rest} />;
}
