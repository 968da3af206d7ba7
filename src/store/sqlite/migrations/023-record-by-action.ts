/** When something was last done is asked of what may never have been: without it the whole record is read (3 s of a million lines). */
export const recordByAction = ['CREATE INDEX record_action ON record (action, id)'];
