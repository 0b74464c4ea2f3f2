using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.GapClosure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "gap-closure");

            migrationBuilder.CreateTable(
                name: "approval_settings",
                schema: "gap-closure",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    UndoMinutes = table.Column<int>(type: "integer", nullable: false),
                    EscalateAfterDays = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval_settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "delegations",
                schema: "gap-closure",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FromId = table.Column<Guid>(type: "uuid", nullable: false),
                    ToId = table.Column<Guid>(type: "uuid", nullable: false),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: true),
                    StartsAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delegations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "plans",
                schema: "gap-closure",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProfileId = table.Column<Guid>(type: "uuid", nullable: true),
                    Goal = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    AcceptedAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plans", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "requests",
                schema: "gap-closure",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: false),
                    ScaleVersion = table.Column<int>(type: "integer", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Links = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    SubmittedAt = table.Column<long>(type: "bigint", nullable: true),
                    Quorum = table.Column<int>(type: "integer", nullable: false),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    DecidedOrdinal = table.Column<int>(type: "integer", nullable: true),
                    Decisions = table.Column<int>(type: "integer", nullable: false),
                    ReleasedAt = table.Column<long>(type: "bigint", nullable: true),
                    EscalatedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "routing_rules",
                schema: "gap-closure",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: true),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    People = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    MinOrdinal = table.Column<int>(type: "integer", nullable: false),
                    Quorum = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_routing_rules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                schema: "gap-closure",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HourlyCost = table.Column<long>(type: "bigint", nullable: false),
                    HoursPerWeek = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "plan_steps",
                schema: "gap-closure",
                columns: table => new
                {
                    Place = table.Column<int>(type: "integer", nullable: false),
                    PlanId = table.Column<Guid>(type: "uuid", nullable: false),
                    Module = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ActivityId = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plan_steps", x => new { x.PlanId, x.Place });
                    table.ForeignKey(
                        name: "FK_plan_steps_plans_PlanId",
                        column: x => x.PlanId,
                        principalSchema: "gap-closure",
                        principalTable: "plans",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "audience",
                schema: "gap-closure",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ScopedKey = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audience", x => x.Id);
                    table.ForeignKey(
                        name: "FK_audience_requests_RequestId",
                        column: x => x.RequestId,
                        principalSchema: "gap-closure",
                        principalTable: "requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "evidence_files",
                schema: "gap-closure",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Area = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Length = table.Column<long>(type: "bigint", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evidence_files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_evidence_files_requests_RequestId",
                        column: x => x.RequestId,
                        principalSchema: "gap-closure",
                        principalTable: "requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "remarks",
                schema: "gap-closure",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    Text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_remarks_requests_RequestId",
                        column: x => x.RequestId,
                        principalSchema: "gap-closure",
                        principalTable: "requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "votes",
                schema: "gap-closure",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    OnBehalfOf = table.Column<Guid>(type: "uuid", nullable: true),
                    Ordinal = table.Column<int>(type: "integer", nullable: true),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_votes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_votes_requests_RequestId",
                        column: x => x.RequestId,
                        principalSchema: "gap-closure",
                        principalTable: "requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audience_Key",
                schema: "gap-closure",
                table: "audience",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_audience_RequestId",
                schema: "gap-closure",
                table: "audience",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_audience_ScopedKey",
                schema: "gap-closure",
                table: "audience",
                column: "ScopedKey");

            migrationBuilder.CreateIndex(
                name: "IX_delegations_FromId",
                schema: "gap-closure",
                table: "delegations",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_delegations_ToId_EndsAt",
                schema: "gap-closure",
                table: "delegations",
                columns: new[] { "ToId", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_evidence_files_RequestId",
                schema: "gap-closure",
                table: "evidence_files",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_plans_PersonId_EndedAt",
                schema: "gap-closure",
                table: "plans",
                columns: new[] { "PersonId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_remarks_RequestId",
                schema: "gap-closure",
                table: "remarks",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_requests_PersonId_SkillId",
                schema: "gap-closure",
                table: "requests",
                columns: new[] { "PersonId", "SkillId" });

            migrationBuilder.CreateIndex(
                name: "IX_requests_State_SubmittedAt",
                schema: "gap-closure",
                table: "requests",
                columns: new[] { "State", "SubmittedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_routing_rules_SkillId",
                schema: "gap-closure",
                table: "routing_rules",
                column: "SkillId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_votes_ById_At",
                schema: "gap-closure",
                table: "votes",
                columns: new[] { "ById", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_votes_RequestId",
                schema: "gap-closure",
                table: "votes",
                column: "RequestId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "approval_settings",
                schema: "gap-closure");

            migrationBuilder.DropTable(
                name: "audience",
                schema: "gap-closure");

            migrationBuilder.DropTable(
                name: "delegations",
                schema: "gap-closure");

            migrationBuilder.DropTable(
                name: "evidence_files",
                schema: "gap-closure");

            migrationBuilder.DropTable(
                name: "plan_steps",
                schema: "gap-closure");

            migrationBuilder.DropTable(
                name: "remarks",
                schema: "gap-closure");

            migrationBuilder.DropTable(
                name: "routing_rules",
                schema: "gap-closure");

            migrationBuilder.DropTable(
                name: "settings",
                schema: "gap-closure");

            migrationBuilder.DropTable(
                name: "votes",
                schema: "gap-closure");

            migrationBuilder.DropTable(
                name: "plans",
                schema: "gap-closure");

            migrationBuilder.DropTable(
                name: "requests",
                schema: "gap-closure");
        }
    }
}
