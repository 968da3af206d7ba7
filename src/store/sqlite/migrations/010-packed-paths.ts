/** Whole paths deflated: what is kept of before stays as it is. */
export const packedPaths = ['ALTER TABLE forecast_paths ADD COLUMN is_packed INTEGER NOT NULL DEFAULT 0'];
