import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTexts } from '@/i18n';
import './base.css';
import { Desk } from './desk';

const place = document.getElementById('root');
if (place) {
  await startTexts();
  createRoot(place).render(<StrictMode><Desk /></StrictMode>);
}
