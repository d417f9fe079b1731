import { Id } from "@roost/contract";
import { z } from "zod";
import type { Queue } from "../../../platform/jobs.ts";
import { storagePort } from "../../../platform/storage/storage.ts";
import { processPhotoQueue } from "./confirm-photo.ts";
import { removeFilesQueue } from "./delete-photo.ts";
import { privateFolder, publicFolder } from "./photo-files.ts";
import { type PhotoWork, processPhoto } from "./process-photo.ts";

export const photoQueueNames: readonly string[] = [processPhotoQueue, removeFilesQueue];

const Job = z.object({ photoId: Id });

/** One picture is decoded at a time in a process: its pixels may take some hundred megabytes. */
export const photoQueues = (work: PhotoWork): readonly Queue[] => [
  {
    name: processPhotoQueue,
    atOnce: 1,
    handle: async (job) => processPhoto(work, Job.parse(job).photoId),
  },
  {
    name: removeFilesQueue,
    async handle(job) {
      const { photoId } = Job.parse(job);
      const storage = storagePort.from(work);
      await storage.removeFolder(publicFolder(photoId));
      await storage.removeFolder(privateFolder(photoId));
    },
  },
];
