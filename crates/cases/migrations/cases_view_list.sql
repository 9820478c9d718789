-- Of which list a saved view is: of cases, or of conversations.
ALTER TABLE cases_view ADD COLUMN list TEXT NOT NULL DEFAULT 'cases';
