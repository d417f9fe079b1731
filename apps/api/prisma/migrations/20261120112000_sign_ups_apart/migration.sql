CREATE TABLE "sign_up" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_up_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "sign_up_user_id_idx" ON "sign_up"("user_id");
CREATE INDEX "sign_up_created_at_idx" ON "sign_up"("created_at");
ALTER TABLE "sign_up" ADD CONSTRAINT "sign_up_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Until now the newest sign-up of an address was the only one with a link: it keeps the links that it has.
INSERT INTO sign_up (id, user_id, password_hash, first_name, last_name, created_at)
SELECT uuidv7(), u.id, p.hash, u.first_name, u.last_name, p.changed_at
FROM app_user u JOIN password p ON p.user_id = u.id
WHERE u.email_verified_at IS NULL AND u.external_id IS NULL AND u.status = 'active';

DELETE FROM email_token t WHERE t.used_at IS NOT NULL OR NOT EXISTS (SELECT FROM sign_up s WHERE s.user_id = t.user_id);
ALTER TABLE "email_token" ADD COLUMN "sign_up_id" UUID;
UPDATE email_token t SET sign_up_id = s.id FROM sign_up s WHERE s.user_id = t.user_id;
ALTER TABLE "email_token" ALTER COLUMN "sign_up_id" SET NOT NULL, DROP COLUMN "user_id", DROP COLUMN "used_at";
CREATE INDEX "email_token_sign_up_id_idx" ON "email_token"("sign_up_id");
ALTER TABLE "email_token" ADD CONSTRAINT "email_token_sign_up_id_fkey" FOREIGN KEY ("sign_up_id") REFERENCES "sign_up"("id") ON DELETE CASCADE ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE, DELETE ON sign_up TO roost_app;
