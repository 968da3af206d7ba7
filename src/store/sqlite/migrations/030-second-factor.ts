/** Of what an account's second factor is made, with a key that is not in the database; NULL where the password alone lets in. */
export const secondFactor = ['ALTER TABLE account ADD COLUMN second_factor TEXT'];
