"""Who gets an answer from which operation: written down by hand, apart from the policy.

A line names roles and the operations open to them. To the others an operation is refused (403), or
says that there is no such thing (404) where they may not even know of it; whoever is nobody is
told 401. An operation without a line fails a test, so that each is thought about.
"""

from collections.abc import Mapping

EVERYBODY = ("rep", "coach", "manager", "enablement", "admin", "owner")
WORKERS = ("rep", "coach", "manager", "enablement", "owner")
SELLERS = ("rep", "coach", "manager", "owner")
COACHES = ("coach", "manager", "owner")
CLOSERS = ("rep", "manager", "owner")
WRITERS = ("enablement", "owner")
KEEPERS = ("manager", "enablement", "admin", "owner")
ADMINS = ("admin", "owner")
LINES: tuple[tuple[tuple[str, ...], str], ...] = (
    # Oneself, one's jobs, steps, keys and notifications; names, teams, words everybody uses.
    (EVERYBODY, """
        activatePerson cancelJob changePerson countUnreadNotifications createKey endKey endSession
        explainPolicy getCompetency getJob getPerson getProcess getProduct getTeam listCompetencies
        listJobs listKeys listNextSteps listNotifications listPeople listProcesses listProducts
        listOutsideLinks listRoleGrants listSessions listTeams readNotification readNotifications
        evaluateDetectors getTrackerVersion listDetectors listMetricDefinitions listTrackerVersions
        showTrackers removeOutsideLink retryJob search setMyBoards setMyLanguage setStepAside showMe
        setNotificationPreferences showNotificationPreferences showOrganisation
    """),
    (EVERYBODY, """
        confirmSecondFactor getSecondFactor makeRecoveryCodes removeSecondFactor startSecondFactor
    """),
    (ADMINS, "resetSecondFactor unlockPerson"),
    (ADMINS, "getVault rotateVault shredKey"),
    # One's own data to take away; who answers for privacy does the rest.
    (ADMINS, "exportAudit listReports showCheckpoint showReport signCheckpoint"),
    (EVERYBODY, "askSubjectExport fetchSubjectExport listSubjectExports"),
    (ADMINS, """
        confirmErasure findSubjects getConsentCoverage getErasure getRetention listErasures
        listHolds placeHold refuseErasure releaseHold requestErasure setRetention
    """),
    # Contacts who are asked, what they said elsewhere and heard; where which law is.
    (SELLERS, """
        askContactConsent listConsentRequests mailConsentRequest revokeConsentRequest
        showCallNotice
    """),
    (("rep", "owner"), "noteCallNotice setCallContact"),
    (("rep", "coach", "manager", "admin", "owner"), "importConsents"),
    (ADMINS, "listJurisdictions setJurisdiction unsetJurisdiction"),
    # What calls are listened for: tried by who reads calls, set by who answers for content.
    (SELLERS, "listTrackerCalls"),
    (SELLERS, "listCallTrackers previewTrackers showCallBenchmark showConversationTrends"),
    (("enablement", "admin", "owner"), "setTrackers"),
    # What calls are scored on: written by who makes content.
    (WRITERS, "backscoreRubric calibrateRubric publishRubric retireRubric saveRubric"),
    (WORKERS, "getRubricVersion listRubricVersions"),
    # Batches answer item by item.
    (EVERYBODY, "createCalls createDeals createEnrolments createPeople"),
    # Learning, practice, content, points: of oneself or of those one answers for.
    (WORKERS, """
        answerQuiz changeMyPassword completeEnrolment createEnrolment finishLesson getAssessment
        getAsset getAssetUse getAssetVersion getCourse getEnrolment getLedgerEntry getObservation
        getPlan getRolePlay getRubric getScenario listRubrics
        listAssessments listAssetUses listAssetVersions listAssets
        listCourses listEnrolments listGaps listLedgerEntries listObservations listOneOnOnes
        listPlans listRolePlays listScenarios sayInRolePlay showCredit showHeatMap showInsight
        showLeaderboard startRolePlay submitRolePlay useAsset
    """),
    # Calls, customers, deals.
    (SELLERS, """
        askModel compareModelAnswer getModelAnswer listModelAnswers showMentionable
        changeClip completePlan correctLine correctSpeaker createCall createClip createComment
        deleteClip finishPlanAction showSpeakers undoCorrection
        getAccount getCall getCard getClip getCoachScore getComment getConsent getDeal getDispute
        getRubricAgreement listAccounts listCalls listCards listClips listCoachScores listComments
        listConsents listDeals listDisputes playCall playClip retryCall searchUtterances
        beginCallUpload continueCallUpload endCallUpload showCallUpload
        showCallWords showClipWords showPipeline showReviewQueue uploadCall withdrawConsent
    """),
    (WORKERS, "getOneOnOne"),
    (CLOSERS, "advanceDeal changeDeal createDeal"),
    (("rep", "owner"), "renameCall setCallConsent"),
    (("rep",), "acceptPlan createDispute"),
    # Coaching.
    (COACHES, """
        adjustPlan askBlindReviews closePlan createCoachScore createOneOnOne createPlan
        decideDispute dropBlindReview getSnapshot holdOneOnOne listBlindReviews listSnapshots
        listSkippedReviews skipBlindReview noteOneOnOne previewRubric skipReview takeSkipBack
    """),
    (("manager", "owner"), """
        endBlindAssignment getBlindAssignment giveBlind listBlindAssignments settleDifference
    """),
    (("rep", "coach", "manager"), "changeComment deleteComment"),  # its author alone
    # Content and courses, written.
    (WRITERS, """
        approveAsset approveCourse createAsset createCourse editCourse expireAsset
        listAssetsInReview listCoursesInReview publishAsset publishCourse readCourseText renewAsset
        retireAsset retireCourse reviseAsset reviseCourse rollAssetBack runRewards sendAssetBack
        sendCourseBack submitAsset submitCourse withdrawAsset
    """),
    (WORKERS, "compareAssetVersions"),
    (("enablement", "admin", "owner"), "listApprovalRules"),
    # Calls that come in by machine: an admin opens the door, who answers for it sees what came.
    (SELLERS, "chooseCallArrival dismissCallArrival getCallArrival listCallArrivals"),
    (("rep", "coach", "manager", "admin", "owner"), "getIntakeSource listIntakeSources"),
    (("rep", "coach", "manager"), "createArrival"),  # of one's own source alone
    (ADMINS, """
        createIntakeSource listCallConnectors rotateIntakeSource switchIntakeSource syncIntakeSource
    """),
    # Webhooks: their secret is their keeper's alone.
    (KEEPERS, """
        changeWebhook createWebhook deleteWebhook getWebhook getWebhookDelivery
        listWebhookDeliveries listWebhooks
    """),
    (("manager", "enablement", "admin"), "replayWebhook rotateWebhookSecret testWebhook"),
    # People, policy, plugins, connectors, audit.
    (ADMINS, """
        adoptPolicyDefaults applyPolicy breakGlass changeDataSet changeTeam configurePlugin
        createCrmSource createDataSet createPerson createTeam deactivatePerson deleteDataSet
        diffPolicy endRoleGrant getCrmRun getCrmSource getPlugin getPluginSettings getPolicy
        giveRole invitePerson listAuditEntries listCrmRuns listCrmSources listDataRanges
        listDataSets listPlugins listPolicyDefaults listPolicyRules listPolicyVersions
        listStoppedCalls previewPolicy refreshInsight remeasureCalls restartStoppedCalls
        restorePluginSettings restorePolicy setDataRange setPassword switchCrmSource
        syncCrmSource testPolicy verifyAudit
    """),
    (ADMINS, """
        createProvisioningToken endProvisioningToken listProvisioningTokens listScimGroups
        mapScimGroup setApprovalRule
    """),
)  # fmt: skip
OPEN_TO: Mapping[str, tuple[str, ...]] = {
    name: roles for roles, names in LINES for name in names.split()
}
# What else may be said, and why.
BESIDES: Mapping[str, tuple[int, str]] = {
    "confirmSecondFactor": (403, "not by an API key"),
    "makeRecoveryCodes": (403, "not by an API key, nor with a wrong proof"),
    "removeSecondFactor": (403, "not by an API key, nor with a wrong proof"),
    "startSecondFactor": (403, "not by an API key"),
    "adjustPlan": (409, "one's own plan is over for everybody"),
    "closePlan": (409, "one's own plan is over for everybody"),
    "approveAsset": (403, "not by its author"),
    "sendAssetBack": (403, "not by its author, nor once it is approved"),
    "expireAsset": (403, "only what is published"),
    "renewAsset": (403, "only what is or was published"),
    "rollAssetBack": (403, "only to what was published"),
    "withdrawAsset": (403, "only by its author, and only in review"),
    "deactivatePerson": (403, "not oneself"),
    "revokeConsentRequest": (403, "only by who made the link"),
    "decideDispute": (403, "not by who scored"),
    "askModel": (403, "not of a call whose words may not leave"),
    "correctLine": (403, "not in a call nobody may analyse"),
    "correctSpeaker": (403, "not in a call nobody may analyse"),
    "createClip": (403, "not of a call nobody may coach on"),
    "undoCorrection": (403, "not in a call nobody may analyse"),
    "endRoleGrant": (404, "there is none"),
}


def fits(operation: str, role: str, status: int, *, sure: bool) -> bool:
    """Whether an answer is as written; `sure`: about nothing, or about a thing they may see."""
    if BESIDES.get(operation, (0, ""))[0] == status:
        return True
    if role in OPEN_TO[operation]:
        return status < 300 or status in (404, 409, 412, 422)
    return status == 403 or (status == 404 and not sure)
