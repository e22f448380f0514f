-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "carrierId" TEXT;

-- CreateIndex
CREATE INDEX "Delivery_carrierId_idx" ON "Delivery"("carrierId");

-- CreateIndex
CREATE INDEX "Delivery_subjectId_idx" ON "Delivery"("subjectId");
