"""What comes after what: short strands of a case, as data. A history weaves them into the usual life of one."""

HEARD = "all is heard"
OF_NO_SERVICE = (
    "a week passes",
    "assessed",
    "cleared",
    "corrected",
    "everybody finishes",
    "glass is broken",
    "months pass",
    "time passes",
)

STORIES: dict[str, tuple[str, ...]] = {
    name: tuple(
        HEARD if act == "-" else act if " " in act or act in OF_NO_SERVICE else f"{name.split()[0]} {act}"
        for act in acts.split("|")
    )
    for name, acts in {
        "intake investigation": "RecordAuthorityEngaged|AuthoriseInvestigation|ReportInvestigation",
        "intake operation": "RecordAuthorityEngaged|PlanOperation|-|aftercare ReserveCareCapacity|-"
        "|RecordGovernmentApproval|ApproveOperation|RecordOperationExecuted|RecordVictims",
        "intake no operation": "RecordAuthorityEngaged|PlanOperation|-|aftercare RefuseCareCapacity"
        "|RecordOperationAborted",
        "intake request": "RecordSubjectRequest|AnswerSubjectRequest|EraseSubject",
        "intake disclosure": "RecordConsent|DiscloseData|RecordConsentWithdrawn|TellRecipientsOfChange",
        "intake risk": "RecordSafetyRisk|-|RecordSafetyRiskMitigated",
        "intake person": "RecordVictims|RecordAgeAssessed|RecordGuardianship|RecordExploitation|RecordVictimStatement",
        "intake asks": "RecordVictimDeclinedAssistance|-|RecordAssistanceRequested|-|RecordVictimBroughtToSafety|-",
        "intake end": "RecordSuspectUnlinked|RecordVictimDeclinedAssistance|CloseIntakePart|-|ReopenCase|-",
        "intake closing": "everybody finishes|ReopenCase|-|RecordVictimBroughtToSafety|-|everybody finishes",
        "intake preference": "RecordContactPreference|-|legal RecordHearingScheduled|-",
        "intake glass": "glass is broken|cleared|-|cleared|-|corrected|-",
        "intake declined": "RecordReferral|ScreenReferral|DeclineReferral",
        "legal investigation": "OpenProsecution|RecordInvestigationOpened|RecordComplaintRegistered"
        "|RecordInvestigationConcluded|RecordExternalReference|RecordCourtSeised|RecordCognizanceTaken|RecordCaseCommitted",
        "legal refused": "OpenProsecution|RecordComplaintRefused|RecordDiscontinued|CloseLegalPart",
        "legal custody": "RecordAccusedRegistered|RecordSurrender|RecordRemand|RecordCourtProduction|RecordRelease|-",
        "legal bail": "RecordArrest|RecordBailRefused|RecordBailGranted|RecordBailConditionsChanged|RecordBailBreached"
        "|RecordBailCancelled|-",
        "legal flight": "RecordAccusedRegistered|RecordArrest|RecordAbsconding|RecordRecapture|RecordReleaseExpected"
        "|RecordCustodyEnded|-",
        "legal overdue": "OpenProsecution|RecordAccusedRegistered|RecordArrest|RecordRemand" + "|a week passes" * 10,
        "legal too early": "RecordArrest|RecordAccusedRegistered|cleared|cleared|-|cleared",
        "legal charges": "RecordChargesFiled|RecordChargeAmended|RecordChargeRejected|RecordChargesFiled"
        "|RecordChargeWithdrawn|-",
        "legal hearings": "RecordHearingScheduled|-|RecordHearingAdjourned|RecordHearingScheduled|RecordHearingVacated"
        "|RecordHearingScheduled|RecordHearingHeld|-",
        "legal testimony": "RecordWitnessSummoned|RecordHearingScheduled|-|aftercare RecordCourtPreparation|-"
        "|RecordTestimony|aftercare RecordCourtAccompanied|-|aftercare RecordPostTestimonyCare",
        "legal trial": "RecordAccusedRegistered|RecordChargesFiled|RecordChargeAccepted|RecordArraignment|RecordPlea"
        "|RecordVerdict|RecordSentence|RecordAppealFiled|RecordAppealDecided|RecordJudgmentFinal|-",
        "legal reported": "RecordAccusedRegistered|RecordDisposition|RecordSentence|RecordJudgmentFinal",
        "legal money": "RecordCompensationOrdered|RecordCompensationReceived|RecordEntitlementGranted"
        "|RecordEntitlementReceived|RecordOfficialStatus|MandateCounsel",
        "legal protection": "RecordProtectionOrderIssued|RecordProtectionOrderExtended|RecordProtectionOrderBreached|-",
        "legal pause": "RecordAccusedRegistered|RecordSummons|RecordSuspension|-|RecordResumption|RecordDeath"
        "|RecordAccusedRemoved|CloseLegalPart",
        "legal evidence": "RecordEvidenceCollected|RecordEvidenceTransferred|RecordEvidenceTransferred"
        "|RecordEvidenceExamined|RecordEvidenceAdmitted|RecordEvidenceExcluded",
        "legal request": "RecordSubjectRequest|AnswerSubjectRequest",
        "legal disclosure": "DiscloseData|TellRecipientsOfChange",
        "legal risk": "RecordSafetyRisk|-|RecordSafetyRiskMitigated",
        "aftercare services": "intake RecordConsent|-|ReferService|RecordServiceAccepted|RecordServiceDelivered"
        "|RecordServiceEnded|ReferService|RecordServiceRejected|ReferService|RecordServiceDeclined",
        "aftercare placement": "StartPlacement|StartPlacement|RecordPlacementEnded|RecordBestInterestsDetermined"
        "|StartPlacement",
        "aftercare plan": "DraftCarePlan|ApproveCarePlan|AchieveGoal|DropGoal|ReviewCarePlan|SetSafetyPlan",
        "aftercare home": "AssessFamily|CheckReturnRisk|PlanReintegration|Reintegrate|time passes"
        "|RecordFollowUpVisited|RecordReintegrated|time passes",
        "aftercare cover": "AssignCaseworker|SetCaseworkerCover|ProposeCareTransfer|RecordCareTransferDeclined"
        "|ProposeCareTransfer|RecordCareTransferAccepted",
        "aftercare danger": "AssessRisk|StateSafetyConcern|RecordRevictimisation|-|AcknowledgeSafetyRechecks"
        "|AnswerSafetyRecheck|AnswerSafetyRecheck",
        "aftercare end": "assessed|ExitSurvivor|ExitSurvivor|AnswerSafetyRecheck|AnswerSafetyRecheck"
        "|CloseAftercarePart|-",
        "aftercare request": "RecordSubjectRequest|AnswerSubjectRequest|FinishTask|EraseSubject|-",
        "aftercare disclosure": "DiscloseData|TellRecipientsOfChange",
        "aftercare risk": "RecordSafetyRisk|RecordSafetyRiskMitigated",
        "reporting studies": "RegisterStudy|RecordStudyResult|RecordStudyResult",
        "reporting reforms": "RecordTraining|IdentifySystemGap|ProposeReform|RecordReformAdopted",
        "reporting quality": "RecordDataQualityIssue|CloseDataQualityIssue",
        "reporting release": "DraftRelease|PublishRelease|DraftRelease|PublishRelease|ReviewRelease|SupersedeRelease",
    }.items()
}
